// Which language a message is in, where it is not English: the twin of language.py.
(function (Unstuck) {
  'use strict';

  const { words, sum } = Unstuck.text;
  const { rules } = Unstuck;
  const ASCII = /^[\0-\x7f]*$/;
  /** @type {[string, Set<string>][]} */
  const LANGUAGES = Object.entries(rules.languages).map(([name, text]) => [name, new Set(text.split(' '))]);
  /** @type {[string, RegExp][]} */
  const SCRIPTS = rules.scripts.map(([name, source]) => [name, new RegExp(source)]);

  /** The language of the first line that is in another one than English, as its ISO 639-1 code; empty where none is. */
  function languageOf(lines) {
    for (const line of lines) {
      for (const [name, letters] of SCRIPTS) if (letters.test(line.folded)) return name;
      const held = [...new Set(words(line.folded))];
      let [best, most] = ['', 0];
      for (const [name, own] of LANGUAGES) {
        const count = sum(held.filter((word) => own.has(word)).map((word) => (ASCII.test(word) ? 1 : rules.limits.language_words)));
        if (count > most) [best, most] = [name, count];
      }
      if (most >= rules.limits.language_words) return best;
    }
    return '';
  }

  Unstuck.languageOf = languageOf;
})((globalThis.Unstuck ??= {}));
