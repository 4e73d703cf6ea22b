/**
 * Shell code to words, operators, redirections, comments and here-documents: the twin of commands/shell_words.py.
 */
(function (Unstuck) {
  'use strict';

  const SPACE = ' \t\r';
  const OPERATOR = ';&|()\n';
  const BREAKS_WORD = ' \t\r\n;&|()<>';
  const REDIRECTION = /<<<|<<-?|<>|<&|>>|>\||>&|&>>|&>|<|>/y;
  const HERE = /[ \t]*(['"]?)\\?([A-Za-z_][A-Za-z0-9_]*)\1/y;
  const CASE = /case[ \t\n]/y;

  /** The code is not shell code that can be read for certain. */
  class UnreadableError extends Error {}

  /** A match of a sticky pattern at an offset; null without. */
  function matchAt(pattern, code, at) {
    pattern.lastIndex = at;
    return pattern.exec(code);
  }

  /** The tokens of shell code: `kind`, `start`, `end` and, for a here-document, the number of its redirection. */
  function readTokens(code, rules, session) {
    const tokens = [];
    let pending = [];
    let at = 0;
    while (at < code.length) {
      const char = code[at];
      if (at === 0 || code[at - 1] === '\n') {
        const prompt = promptEnd(code, at, rules, session);
        if (prompt > at) {
          tokens.push({ kind: 'operator', start: at, end: prompt, owner: -1 });
          at = prompt;
          continue;
        }
      }
      const redirection = matchAt(REDIRECTION, code, at);
      if (SPACE.includes(char)) {
        at += 1;
      } else if (char === '\\' && code[at + 1] === '\n') {
        at += 2;
      } else if (redirection) {
        at += redirection[0].length;
        tokens.push({ kind: 'redirection', start: redirection.index, end: at, owner: -1 });
        if (redirection[0] === '<<' || redirection[0] === '<<-') {
          const here = matchAt(HERE, code, at);
          if (!here) throw new UnreadableError();
          pending.push([tokens.length - 1, here[2]]);
          at += here[0].length;
        }
      } else if (char === '\n') {
        tokens.push({ kind: 'operator', start: at, end: at + 1, owner: -1 });
        at += 1;
        for (const [owner, name] of pending) {
          const [end, after] = hereDocumentEnd(code, at, name);
          tokens.push({ kind: 'heredoc', start: at, end, owner });
          at = after;
        }
        pending = [];
      } else if (OPERATOR.includes(char)) {
        tokens.push({ kind: 'operator', start: at, end: at + 1, owner: -1 });
        at += 1;
      } else if (char === '#') {
        const found = code.indexOf('\n', at);
        const end = found < 0 ? code.length : found;
        tokens.push({ kind: 'comment', start: at, end, owner: -1 });
        at = end;
      } else {
        const end = wordEnd(code, at);
        tokens.push({ kind: 'word', start: at, end, owner: -1 });
        at = end;
      }
    }
    if (pending.length) throw new UnreadableError();
    return tokens;
  }

  /** The words of the simple command that token `number` belongs to, as written, up to that token. */
  function commandWords(code, tokens, number) {
    let start = number;
    while (start > 0 && tokens[start - 1].kind !== 'operator') start -= 1;
    return wordsBetween(code, tokens, start, number);
  }

  /** The words of the simple command behind token `number`. */
  function wordsAfter(code, tokens, number) {
    let stop = number + 1;
    while (stop < tokens.length && tokens[stop].kind !== 'operator') stop += 1;
    return wordsBetween(code, tokens, number + 1, stop);
  }

  /** The redirection that a word is the target of (`>`, `<<<` …), or nothing. */
  function redirectionOf(code, tokens, number) {
    const before = number ? tokens[number - 1] : null;
    return before && before.kind === 'redirection' ? code.slice(before.start, before.end) : '';
  }

  function wordsBetween(code, tokens, start, stop) {
    const words = [];
    for (let at = start; at < stop; at += 1) {
      if (tokens[at].kind === 'word' && !(at > start && tokens[at - 1].kind === 'redirection')) {
        words.push(code.slice(tokens[at].start, tokens[at].end));
      }
    }
    return words;
  }

  function promptEnd(code, at, rules, session) {
    const lineEnd = code.indexOf('\n', at);
    const line = code.slice(at, lineEnd < 0 ? code.length : lineEnd);
    const found = rules.prompt.exec(line) || (session ? rules.sessionPrompt.exec(line) : null);
    return found ? at + found[0].length : at;
  }

  function wordEnd(code, start) {
    let at = start;
    while (at < code.length && !BREAKS_WORD.includes(code[at])) at = pieceEnd(code, at);
    return at;
  }

  /** Where one character, quoted text or expansion ends. */
  function pieceEnd(code, at) {
    const char = code[at];
    if (char === '\\') return Math.min(at + 2, code.length);
    if (char === "'") return closing(code, at + 1, "'");
    if (char === '"') return doubleEnd(code, at + 1);
    if (char === '`') return backtickEnd(code, at + 1);
    if (code.startsWith("$'", at)) return ansiEnd(code, at + 2);
    if (code.startsWith('$(', at)) return bracketEnd(code, at + 2, ')');
    if (code.startsWith('${', at)) return bracketEnd(code, at + 2, '}');
    return at + 1;
  }

  function closing(code, at, mark) {
    const found = code.indexOf(mark, at);
    if (found < 0) throw new UnreadableError();
    return found + mark.length;
  }

  function ansiEnd(code, start) {
    let at = start;
    while (at < code.length && code[at] !== "'") at += code[at] === '\\' ? 2 : 1;
    if (at >= code.length) throw new UnreadableError();
    return at + 1;
  }

  function doubleEnd(code, start) {
    let at = start;
    while (at < code.length && code[at] !== '"') {
      const special = '\\`'.includes(code[at]) || code.startsWith('$(', at) || code.startsWith('${', at);
      at = special ? pieceEnd(code, at) : at + 1;
    }
    if (at >= code.length) throw new UnreadableError();
    return at + 1;
  }

  function backtickEnd(code, start) {
    let at = start;
    while (at < code.length && code[at] !== '`') at += code[at] === '\\' ? 2 : 1;
    if (at >= code.length) throw new UnreadableError();
    return at + 1;
  }

  /** Where `$(…)` or `${…}` ends. What could hide a bracket makes it unreadable: `case`, here-documents, comments. */
  function bracketEnd(code, start, closer) {
    let depth = 1;
    let at = start;
    while (at < code.length) {
      const char = code[at];
      const comment = char === '#' && ' \t\n;'.includes(code[at - 1]);
      if (code.startsWith('<<', at) || comment || matchAt(CASE, code, at)) throw new UnreadableError();
      if (char === '(' && closer === ')') {
        depth += 1;
        at += 1;
      } else if (char === closer) {
        depth -= 1;
        at += 1;
        if (depth === 0) return at;
      } else {
        at = pieceEnd(code, at);
      }
    }
    throw new UnreadableError();
  }

  /** Where the text of a here-document ends, and where the code goes on after its last line. */
  function hereDocumentEnd(code, start, name) {
    let at = start;
    while (at <= code.length) {
      const found = code.indexOf('\n', at);
      const lineEnd = found < 0 ? code.length : found;
      if (code.slice(at, lineEnd).replace(/^\t+/, '') === name) return [Math.max(at, start), lineEnd];
      at = lineEnd + 1;
    }
    throw new UnreadableError();
  }

  Unstuck.shellWords = { UnreadableError, readTokens, commandWords, wordsAfter, redirectionOf };
})((globalThis.Unstuck ??= {}));
