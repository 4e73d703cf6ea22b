/**
 * What the next word of a command is (a program, code, an operand that may be lost, plain data): the twin of
 * commands/command_context.py.
 */
(function (Unstuck) {
  'use strict';

  const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;
  const VERSION = /[0-9][0-9.]*$/;
  const QUOTES = /['"\\]/g;
  const SPACES = /[ \t\r]+/;
  const SEPARATOR = /[;&|({`!\n]/;

  const DATA = { program: false, code: false, shellCode: false, quotable: false, destructive: false };
  const PROGRAM = { ...DATA, program: true };
  const SHELL_CODE = { ...DATA, code: true, shellCode: true };

  const lastLine = (text) => text.slice(text.lastIndexOf('\n') + 1);

  /** The context of a word, given the words before it, its own text before the placeholder, and the words behind it. */
  function wordContext(words, own, following, rules) {
    if (rules.runSettings.test(lastLine(own))) return PROGRAM;
    return contextOf(words, own, following, rules, false);
  }

  /** Whether the word behind some text, which is not read word by word, names a program or becomes code. */
  function textNamesProgram(before, rules) {
    const segment = before.split(SEPARATOR).pop().replace(QUOTES, '');
    const words = segment.split(SPACES);
    const own = words.pop();
    const context = contextOf(words.filter(Boolean), own, [], rules, false);
    return context.program || context.code;
  }

  function contextOf(words, own, following, rules, isRemote) {
    let remote = isRemote;
    let at = 0;
    for (;;) {
      while (at < words.length && (ASSIGNMENT.test(words[at]) || rules.keywords.has(words[at]))) at += 1;
      if (at === words.length) return atCommand(own, remote);
      const [wrapper, length] = wrapperOf(words, at, rules);
      if (wrapper === null) return ofCommand(words.slice(at), own, following, rules, remote);
      const skipped = skipOptions(words, at + length, wrapper);
      if (skipped === null) return PROGRAM;
      remote ||= wrapper.remote;
      at = skipped + wrapper.operands;
      if (at > words.length || (at === words.length && own.startsWith('-'))) return DATA;
    }
  }

  /** The first word of a command: a program, but for the value of an assignment and text inside its quotes. */
  function atCommand(own, remote) {
    if (ASSIGNMENT.test(own)) return DATA;
    const inner = remote && /^['"]/.test(own) ? own.slice(1) : '';
    return /[^ \t\n]/.test(inner) ? SHELL_CODE : PROGRAM;
  }

  function ofCommand(words, own, following, rules, remote) {
    const name = programName(words[0]);
    const parameters = words.slice(1);
    if (!name || rules.runTheirOperands.has(name)) return PROGRAM;
    const previous = parameters.length ? parameters[parameters.length - 1] : '';
    if (rules.runOptions.test(lastLine(previous))) return PROGRAM;
    if (name === 'find') return ofFind(parameters, own, following, rules);
    if (name in rules.interpreters) return ofInterpreter(rules.interpreters[name], parameters, own, rules.shells.has(name));
    const quoted = /^['"]/.test(own);
    if (name in rules.clients) return { ...DATA, code: isCodeOption(previous, rules.clients[name]) || quoted };
    if (rules.filters.has(name)) {
      const operands = parameters.some((word) => !word.startsWith('-'));
      return { ...DATA, code: !operands || previous.startsWith('-') || quoted };
    }
    if (rules.evaluate.has(name)) return /[^'" ]/.test(own) ? SHELL_CODE : PROGRAM;
    if (remote && SEPARATOR.test(own)) return SHELL_CODE;
    const destructive = isDestructive(name, [...parameters, own, ...following], rules);
    return { ...DATA, quotable: !remote && !rules.takeCode.has(name), destructive };
  }

  function ofFind(parameters, own, following, rules) {
    for (let at = parameters.length - 1; at >= 0; at -= 1) {
      if (rules.findRuns.has(parameters[at])) return contextOf(parameters.slice(at + 1), own, following, rules, true);
    }
    const rest = [...parameters, ...following];
    return { ...DATA, destructive: rest.includes('-delete') || rest.some((word) => rules.findRuns.has(word)) };
  }

  /** The word after `-c` (in any group of letters) is code; without one, the first operand is a program. */
  function ofInterpreter(codeOptions, parameters, own, isShell) {
    const previous = parameters.length ? parameters[parameters.length - 1] : '';
    if (own.startsWith('-')) return PROGRAM;
    if (isCodeOption(previous, codeOptions)) return { ...DATA, code: true, shellCode: isShell };
    const given = parameters.some((word) => isCodeOption(word, codeOptions));
    const operands = parameters.some((word) => !word.startsWith('-'));
    return given || (operands && !previous.startsWith('-')) ? DATA : PROGRAM;
  }

  function isCodeOption(word, letters) {
    if (word.startsWith('--')) return ['eval', 'execute', 'command', 'print', 'exec'].includes(word.slice(2));
    return word.length > 1 && word[0] === '-' && letters.includes(word[word.length - 1]);
  }

  function isDestructive(name, words, rules) {
    if (!(name in rules.destructive)) return name.startsWith('mkfs');
    const needed = rules.destructive[name];
    return !needed || words.some((word) => word.startsWith(needed));
  }

  /** The wrapper that begins at a word, and how many words its name has. */
  function wrapperOf(words, at, rules) {
    const names = [programName(words[at]), ...words.slice(at + 1, at + 3)];
    for (const length of [3, 2, 1]) {
      const name = names.slice(0, length).join(' ');
      if (names.length >= length && name in rules.wrappers) return [rules.wrappers[name], length];
    }
    return [null, 0];
  }

  /** The place of the first operand; null where an option is not known, so that it may take the next word. */
  function skipOptions(words, start, wrapper) {
    let at = start;
    while (at < words.length && words[at].startsWith('-') && words[at] !== '-') {
      const word = words[at];
      at += 1;
      if (word === '--') break;
      if (word.startsWith('--')) {
        const name = word.slice(2).split('=', 1)[0];
        if (word.includes('=') || wrapper.longFlags.has(name)) continue;
        if (!wrapper.longValued.has(name)) return null;
        at += 1;
        continue;
      }
      for (let place = 1; place < word.length; place += 1) {
        if (wrapper.valued.includes(word[place])) {
          if (place === word.length - 1) at += 1;
          break;
        }
        if (!wrapper.flags.includes(word[place])) return null;
      }
    }
    return at;
  }

  /** A program without its folder and version (`/usr/bin/python3.11` is `python`); nothing for a word that varies. */
  function programName(word) {
    const bare = word.replace(QUOTES, '');
    if (/[$`]|__/.test(bare)) return '';
    return bare.slice(bare.lastIndexOf('/') + 1).replace(VERSION, '') || bare;
  }

  Unstuck.commandContext = { DATA, wordContext, textNamesProgram };
})((globalThis.Unstuck ??= {}));
