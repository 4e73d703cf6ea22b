// What a paste and an article say about products and codes: the twin of article_terms.py.
(function (Unstuck) {
  'use strict';

  const { fold } = Unstuck.text;
  const { rules } = Unstuck;
  const { limits } = rules;
  const CODES = new RegExp(rules.codes, 'dg');
  const CUES = rules.cues.map(([source, names]) => [new RegExp(source, 'm'), names.split(' ')]);
  const PRODUCTS = new Set(CUES.flatMap(([, names]) => names));
  const PLATFORMS = rules.platforms.map(([name, source]) => [name, new RegExp(source, 'm')]);
  const INTRODUCED = new RegExp(rules.code_introduced);
  const PARTS = new RegExp(rules.code_parts, 'g');
  const NUMBER = new RegExp(rules.code_number);

  /** The products that the look of the lines points to: `main.rs:2:17` is Rust's, `npm ERR!` is npm's. */
  function cuedProducts(text) {
    return new Set(CUES.filter(([pattern]) => pattern.test(text)).flatMap(([, names]) => names));
  }

  /** The system that the look of the lines points to: `windows`, `macos`, `linux`, or none. */
  function cuedPlatform(text) {
    return PLATFORMS.find(([, pattern]) => pattern.test(text))?.[0] || '';
  }

  /** What looks like an error code in some lines, each with how surely it is one. */
  function codesIn(lines) {
    const found = new Map();
    for (const line of lines) {
      for (const match of line.text.matchAll(CODES)) {
        const [start, end] = match.indices[1];
        const strength = codeStrength(match[1], line.text.slice(0, start), line.text.slice(end));
        const code = fold(match[1]);
        found.set(code, Math.max(strength, found.get(code) || 0));
      }
    }
    return found;
  }

  /** How surely a code in a line is this line's error code, 0 to 1. */
  function codeStrength(code, before, after) {
    let shape = 1;
    if (!/[0-9]/.test(code)) {
      const upper = code === code.toUpperCase() && code !== code.toLowerCase();
      const plain = limits.plain_code + limits.code_part * ((code.match(PARTS) || []).length - 2);
      shape = upper ? limits.upper_code : Math.min(limits.upper_code, plain);
    }
    const bracketed = /[[(]$/.test(before) && /^[\])]/.test(after);
    const placed = bracketed || !before.trim() || !after.trim() || INTRODUCED.test(before);
    return shape * (placed ? 1 : limits.unplaced_code);
  }

  /** What codes of one tool share: `e0308` and `e0277` are of family `e`, four digits long; else empty. */
  function family(code) {
    const digits = NUMBER.exec(code);
    return digits && digits.index ? `${code.slice(0, digits.index)}#${digits[0].length}` : '';
  }

  Unstuck.articleTerms = { PRODUCTS, cuedProducts, cuedPlatform, codesIn, codeStrength, family };
})((globalThis.Unstuck ??= {}));
