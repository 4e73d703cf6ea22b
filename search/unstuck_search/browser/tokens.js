// Text to search terms, technical words whole as well as in parts: the twin of tokens.py.
(function (Unstuck) {
  'use strict';

  const { limits, ...rules } = Unstuck.rules;
  const CHUNK = new RegExp(rules.chunk, 'g');
  const PART = /[\p{L}\p{N}]+/gu;
  const STOP = new Set(rules.stop_words.split(' '));

  /** The terms of a text with their places: each run whole (`0x80070005`, `libc.so.6`) and its parts. */
  function terms(text) {
    const found = [];
    for (const chunk of text.matchAll(CHUNK)) {
      let start = chunk.index;
      let end = start + chunk[0].length;
      while (end > start && '.:*…=/\\#'.includes(text[end - 1])) end -= 1;
      while (start < end && '.:*…=#'.includes(text[start])) start += 1;
      if (start === end) continue;
      const whole = text.slice(start, end).toLowerCase();
      const parts = [...text.slice(start, end).matchAll(PART)];
      const one = parts.length === 1 && parts[0][0].length === end - start;
      if (!STOP.has(whole) && !one && whole.length <= limits.max_term) found.push({ text: whole, start, end });
      for (const part of parts) {
        const word = part[0].toLowerCase();
        const at = start + part.index;
        if (!STOP.has(word) && word.length <= limits.max_term) found.push({ text: stem(word), start: at, end: at + part[0].length });
      }
    }
    return found;
  }

  /** Plural endings off, lightly, so that `errors` finds `error`; words with digits stay as they are. */
  function stem(word) {
    if (word.length < 5 || !/^[A-Za-z]+$/.test(word)) return word;
    if (word.endsWith('ies') && word.length > 5) return `${word.slice(0, -3)}y`;
    if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }

  Unstuck.tokens = { terms, stem };
})((globalThis.Unstuck ??= {}));
