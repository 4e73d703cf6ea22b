// What every part of the matcher shares about text: case folding, typographic quotes, words. The twin of text.py.
(function (Unstuck) {
  'use strict';

  const WORD = /[\p{L}\p{N}]+/gu;
  const WITHOUT_SPACES = /[\u3040-\u30ff\u3400-\u9fff]/;
  // What Python calls white space; a browser's own class differs by a few characters.
  const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
  const SPACES = new RegExp(`[${SPACE}]+`, 'g');
  const QUOTES = new Map();
  for (const [plain, marks] of Object.entries(Unstuck.rules.quotes)) {
    for (const mark of marks) QUOTES.set(mark, plain);
  }
  const MARKS = new RegExp(`[${[...QUOTES.keys()].join('')}]`, 'g');

  /** Lower case of the same length, so that offsets stay. */
  function fold(text) {
    const lowered = text.toLowerCase();
    if (lowered.length === text.length) return lowered;
    return Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('');
  }

  /** How many words one run of letters and digits is: in scripts that are written without spaces one for each two characters. */
  function spoken(word) {
    return WITHOUT_SPACES.test(word) ? Math.max(1, Math.floor([...word].length / 2)) : 1;
  }

  /** The words of a text: runs of letters and digits. */
  function words(text) {
    return text.match(WORD) || [];
  }

  /** Curly quotes made straight, hard spaces soft; the length stays. */
  function straighten(text) {
    return text.replace(MARKS, (mark) => QUOTES.get(mark));
  }

  /** The sum of numbers. */
  function sum(values) {
    return values.reduce((total, value) => total + value, 0);
  }

  Unstuck.text = { SPACE, SPACES, fold, spoken, words, straighten, sum };
})((globalThis.Unstuck ??= {}));
