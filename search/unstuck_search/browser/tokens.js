// Text to search terms, technical words whole as well as in parts: the twin of tokens.py.
(function (Unstuck) {
  'use strict';

  const { limits, ...rules } = Unstuck.rules;
  const CHUNK = new RegExp(rules.chunk, 'g');
  const PART = /[\p{L}\p{N}]+/gu;
  const COMPOUND = new RegExp(rules.compound);
  const COMPOUND_PARTS = new RegExp(rules.compound_parts, 'g');
  const STOP = new Set(rules.stop_words.split(' '));

  /** The terms of a text with their places: each run whole (`0x80070005`, `libc.so.6`), its parts, those of compounds. */
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
        const word = part[0];
        const at = start + part.index;
        if (word.length > limits.max_term || STOP.has(word.toLowerCase())) continue;
        found.push({ text: stem(word.toLowerCase()), start: at, end: at + word.length });
        if (!COMPOUND.test(word)) continue;
        for (const { 0: piece, index } of word.matchAll(COMPOUND_PARTS)) {
          found.push({ text: stem(piece.toLowerCase()), start: at + index, end: at + index + piece.length });
        }
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
