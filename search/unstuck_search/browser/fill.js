/**
 * Values in commands, written only where they cannot be anything but data: the twin of commands/fill.py.
 */
(function (Unstuck) {
  'use strict';

  const { UnreadableError, readTokens, commandWords, wordsAfter, redirectionOf } = Unstuck.shellWords;
  const { DATA, wordContext, textNamesProgram } = Unstuck.commandContext;
  const FISH_ESCAPE = /\\(?:[\\']|$)/;
  const OPENING = /^\$?['"]/;
  const PROGRAM = { ...DATA, program: true };

  /** Why a placeholder was not filled. */
  const REASON = {
    NO_VALUE: 'no-value',
    HIDDEN: 'hidden-characters',
    NEEDS_QUOTES: 'needs-quotes',
    NAMES_PROGRAM: 'names-program',
    CODE: 'code',
    DESTRUCTIVE: 'destructive',
    OVERWRITES: 'overwrites',
  };

  const NO_PLACE = { context: DATA, whole: false, inner: '', overwrites: false };

  /** `rules.json`'s tables as they are used here: patterns compiled, words as sets. */
  function fillRules(data, hidden) {
    const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
    const front = (pattern) => new RegExp(`^(?:${pattern})`);
    const words = (text) => new Set(text.split(' '));
    const wrapper = (row) => ({
      flags: row.flags || '',
      valued: row.valued || '',
      longFlags: words(row.long_flags || ''),
      longValued: words(row.long_valued || ''),
      operands: row.operands || 0,
      remote: row.remote || false,
    });
    const table = (rows, make) => Object.assign(Object.create(null), Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, make(row)])));
    const same = (row) => row;
    return {
      placeholder: data.placeholder,
      varMark: new RegExp(data.var_mark),
      hidden: new RegExp(hidden, 'u'),
      never: new RegExp(data.never),
      plain: whole(data.plain),
      quoted: whole(data.quoted),
      protected: new RegExp(data.protected),
      prompt: front(data.prompt),
      sessionPrompt: front(data.session_prompt),
      dockerRun: data.docker_run,
      runKeys: new RegExp(data.run_keys, 'i'),
      runCalls: new RegExp(data.run_calls, 'i'),
      runOptions: new RegExp(data.run_options, 'i'),
      runSettings: new RegExp(data.run_settings, 'i'),
      maxValue: data.max_value,
      maxCode: data.max_code,
      allowed: table(data.allowed, whole),
      macroLanguages: words(data.macro_languages),
      macros: words(data.macros),
      shellLanguages: words(data.shell_languages),
      sessionLanguages: words(data.session_languages),
      dockerLanguages: words(data.docker_languages),
      commandLanguages: words(data.command_languages),
      dataLanguages: words(data.data_languages),
      yamlLanguages: words(data.yaml_languages),
      keywords: words(data.keywords),
      shells: words(data.shells),
      interpreters: table(data.interpreters, same),
      clients: table(data.clients, same),
      filters: words(data.filters),
      evaluate: words(data.evaluate),
      runTheirOperands: words(data.run_their_operands),
      findRuns: words(data.find_runs),
      takeCode: words(data.take_code),
      copyInput: words(data.copy_input),
      destructive: table(data.destructive, same),
      wrappers: table(data.wrappers, wrapper),
    };
  }

  /**
   * Fill the placeholders of a command. `values` holds `{ text, type }` by the placeholder's name in lower case.
   * Gives `parts` (`{ text, name, filled }`) and `missing` (`{ name, value, reason }`).
   */
  function fill(written, language, values, rules) {
    const code = withoutMarks(written, rules);
    const reader = new Reader(code, language, rules);
    const parts = [];
    const missing = new Map();
    let at = 0;
    for (const found of placeholders(code, language, rules)) {
      const name = found[1];
      const end = found.index + found[0].length;
      const value = Object.hasOwn(values, name.toLowerCase()) ? values[name.toLowerCase()] : null;
      const result = value ? write(value, reader, found.index, end) : { reason: REASON.NO_VALUE };
      if (found.index > at) parts.push({ text: code.slice(at, found.index), name: '', filled: false });
      if (result.reason) {
        parts.push({ text: found[0], name, filled: false });
        if (!missing.has(name)) missing.set(name, { name, value: value ? value.text : '', reason: result.reason });
      } else {
        parts.push({ text: result.text, name, filled: true });
      }
      at = end;
    }
    if (at < code.length) parts.push({ text: code.slice(at), name: '', filled: false });
    return { parts, missing: [...missing.values()] };
  }

  /** The code without marks such as `# VAR`, with plain line ends. */
  function withoutMarks(code, rules) {
    return code.replace(/\r\n?/g, '\n').split('\n').map((line) => line.replace(rules.varMark, '')).join('\n');
  }

  /** The placeholders of a piece of code; macros such as `__FILE__` of C are none in C. */
  function placeholders(code, language, rules) {
    const macros = rules.macroLanguages.has(language);
    return [...code.matchAll(new RegExp(rules.placeholder, 'g'))].filter((found) => !(macros && rules.macros.has(found[1])));
  }

  /** Whether a value is harmless in every language. */
  function isAllowed(value, rules) {
    const pattern = rules.allowed[value.type] || rules.allowed.word;
    return pattern.test(value.text) && !rules.never.test(value.text);
  }

  /** The value as it is to be written, or the reason why it is not. */
  function write(value, reader, start, end) {
    const { rules } = reader;
    if (rules.hidden.test(value.text) || /[\n\t]/.test(value.text) || [...value.text].length > rules.maxValue) {
      return { reason: REASON.HIDDEN };
    }
    const place = reader.place(start, end);
    const { context } = place;
    if (place.overwrites) return { reason: REASON.OVERWRITES };
    if (context.program || (context.shellCode && textNamesProgram(place.inner, rules))) return { reason: REASON.NAMES_PROGRAM };
    if (context.code && !context.shellCode && !rules.plain.test(value.text)) return { reason: REASON.CODE };
    // `rm -rf /__X__` completes a path that begins at the root.
    const root = place.inner.slice(place.inner.lastIndexOf('=') + 1) === '/' ? '/' : '';
    if (context.destructive && rules.protected.test(root + value.text)) return { reason: REASON.DESTRUCTIVE };
    if (isAllowed(value, rules)) return { text: value.text };
    const quoted = place.whole && context.quotable && rules.quoted.test(value.text);
    if (!quoted || FISH_ESCAPE.test(value.text)) return { reason: REASON.NEEDS_QUOTES };
    return { text: `'${value.text.replaceAll("'", "'\\''")}'` };
  }

  /** Reads one block of code once, for all of its placeholders. */
  class Reader {
    constructor(code, language, rules) {
      this.code = code;
      this.language = language;
      this.rules = rules;
      this.long = code.length > rules.maxCode && [...code].length > rules.maxCode;
      this.read = undefined;
    }

    /** The tokens of shell code; null where it cannot be read. Most commands have no value to place, and are not. */
    get tokens() {
      if (this.read === undefined) this.read = tokensOf(this.code, this.language, this.rules);
      return this.read;
    }

    /** Where the placeholder between two offsets occurs. */
    place(start, end) {
      const { code, language, rules } = this;
      if (this.long) return { ...NO_PLACE, context: PROGRAM };
      if (rules.shellLanguages.has(language)) {
        if (this.tokens !== null) return shellPlace(code, this.tokens, start, end, rules);
        return this.placeInLine(start, end);
      }
      const before = lineBefore(code, start);
      if (rules.dockerLanguages.has(language)) return this.placeInDockerfile(start);
      if (rules.commandLanguages.has(language)) return programIf(textNamesProgram(before, rules));
      if (rules.dataLanguages.has(language)) return this.placeInData(start, before);
      const quoted = openQuote(before);
      const runs = rules.runCalls.test(before);
      return { ...NO_PLACE, context: runs || !quoted ? { ...DATA, program: runs && quoted, code: true } : DATA };
    }

    /** In code that cannot be read as a whole: only its own line is read, and nothing is quoted. */
    placeInLine(start, end) {
      const { code, language, rules } = this;
      let begin = code.lastIndexOf('\n', start - 1) + 1;
      if (start === 0) begin = 0;
      while (begin > 1 && code[begin - 2] === '\\') begin = begin - 2 < 0 ? 0 : code.lastIndexOf('\n', begin - 2) + 1;
      const stop = code.indexOf('\n', end);
      const line = code.slice(begin, stop < 0 ? code.length : stop);
      const tokens = tokensOf(line, language, rules);
      if (tokens === null) return { ...NO_PLACE, context: PROGRAM };
      return { ...shellPlace(line, tokens, start - begin, end - begin, rules), whole: false };
    }

    /** `RUN` and the like hold shell code or a list of words; other instructions hold data. */
    placeInDockerfile(start) {
      const { code, rules } = this;
      const last = [...code.slice(0, start).matchAll(new RegExp(rules.dockerRun, 'g'))].pop();
      if (!last) return NO_PLACE;
      const text = code.slice(last.index + last[0].length, start);
      const here = text.includes('<<');
      if (!here && text.split('\n').slice(0, -1).some((line) => !/\\[ \t]*$/.test(line))) return NO_PLACE;
      if (here || /^[ \t]*\[/.test(text)) return { ...NO_PLACE, context: PROGRAM };
      return programIf(textNamesProgram(text.replaceAll('\\\n', ' '), rules));
    }

    /** Values of keys that are run (`command:`, `run:`, `ExecStart=`) are shell code; all others are data. */
    placeInData(start, line) {
      const { language, rules } = this;
      let before = line;
      let key = rules.runKeys.exec(before);
      if (!key && rules.yamlLanguages.has(language)) {
        key = this.runKeyAbove(start, before);
        before = before.replace(/^[ -]+/, '');
      } else if (key) {
        before = before.slice(key.index + key[0].length);
      }
      return programIf(Boolean(key) && textNamesProgram(before.replace(/^[[ "'|>,-]+/, ''), rules));
    }

    /** The key that is run and that the lines of a YAML block belong to, if any. */
    runKeyAbove(start, before) {
      const depthOf = (line) => /^ */.exec(line)[0].length;
      let indent = depthOf(before);
      for (const line of this.code.slice(0, start - before.length).split('\n').reverse()) {
        const depth = depthOf(line);
        if (!/[^ \t]/.test(line) || depth > indent || (depth === indent && !/:[ \t]*$/.test(line))) continue;
        const key = this.rules.runKeys.exec(line);
        if (key) return key;
        indent = Math.min(indent, depth);
      }
      return null;
    }
  }

  function programIf(program) {
    return { ...NO_PLACE, context: program ? PROGRAM : DATA };
  }

  function tokensOf(code, language, rules) {
    try {
      return readTokens(code, rules, rules.sessionLanguages.has(language));
    } catch (error) {
      if (error instanceof UnreadableError) return null;
      throw error;
    }
  }

  function shellPlace(code, tokens, start, end, rules) {
    const number = tokens.findIndex((token) => token.start <= start && end <= token.end);
    if (number < 0 || ['operator', 'redirection'].includes(tokens[number].kind)) return { ...NO_PLACE, context: PROGRAM };
    const token = tokens[number];
    if (token.kind === 'comment') return NO_PLACE;
    if (token.kind === 'heredoc') return heredocPlace(code, tokens, token, start, rules);
    const own = code.slice(token.start, start);
    const redirection = redirectionOf(code, tokens, number);
    if (redirection.includes('>')) return { ...NO_PLACE, overwrites: true };
    const inside = substitution(own);
    if (inside !== null) return programIf(textNamesProgram(inside, rules));
    const words = commandWords(code, tokens, number);
    const context = wordContext(words, own, wordsAfter(code, tokens, number), rules);
    if (redirection && (!words.length || wordContext(words, '', [], rules).program)) return { ...NO_PLACE, context: PROGRAM };
    const whole = start === token.start && end === token.end;
    return { ...NO_PLACE, context, whole, inner: own.replace(OPENING, '') };
  }

  /** The text of a here-document is data for commands that only copy it, and code for all others. */
  function heredocPlace(code, tokens, token, start, rules) {
    const owner = tokens[token.owner];
    let words = commandWords(code, tokens, token.owner);
    if (!words.length) words = wordsAfter(code, tokens, token.owner);
    if (words[0] === 'sudo') words = words.slice(1);
    const line = code.slice(owner.start, code.indexOf('\n', owner.start));
    if (!words.length || !rules.copyInput.has(words[0]) || line.includes('|')) return { ...NO_PLACE, context: PROGRAM };
    const inside = substitution(code.slice(token.start, start));
    return programIf(inside !== null && textNamesProgram(inside, rules));
  }

  /** What a word holds between the last `$(` or backtick that is still open and its end; null where none is. */
  function substitution(own) {
    const count = (text, mark) => text.split(mark).length - 1;
    const opened = own.lastIndexOf('$(');
    if (opened >= 0 && count(own.slice(opened), '(') > count(own.slice(opened), ')')) return own.slice(opened + 2);
    if (count(own, '`') % 2) return own.slice(own.lastIndexOf('`') + 1);
    return null;
  }

  function lineBefore(code, start) {
    return start === 0 ? '' : code.slice(code.lastIndexOf('\n', start - 1) + 1, start);
  }

  /** Whether a line of code ends inside a string. */
  function openQuote(before) {
    let quote = '';
    for (let at = 0; at < before.length; at += 1) {
      const char = before[at];
      if (char === '\\') at += 1;
      else if (quote) quote = char === quote ? '' : quote;
      else if ('\'"`'.includes(char)) quote = char;
    }
    return quote !== '';
  }

  Unstuck.fillRules = fillRules(Unstuck.rules.fill, Unstuck.rules.hidden);
  Unstuck.fillCommand = (code, language, values) => fill(code, language, values, Unstuck.fillRules);
  /** The values that a hit captured, by name in lower case. */
  Unstuck.valuesOf = ({ captures, types }) => Object.fromEntries(captures.map(([name, text], at) => [name.toLowerCase(), { text, type: types[at] }]));
})((globalThis.Unstuck ??= {}));
