// Full text over titles, errors and bodies, for articles that no signature finds: the twin of bm25.py.
(function (Unstuck) {
  'use strict';

  const { words } = Unstuck.text;
  const { stem } = Unstuck.tokens;
  const { limits, ...rules } = Unstuck.rules;
  const COMPOUND = new RegExp(rules.compound);
  const PARTS = new RegExp(rules.compound_parts, 'g');

  /** A word as full text holds it: its stem, and the parts of a compound (`DetachedInstanceError`). */
  function textTerms(word) {
    const whole = stem(word.toLowerCase());
    if (!COMPOUND.test(word)) return [whole];
    return [...new Set([whole, ...(word.match(PARTS) || []).map((part) => stem(part.toLowerCase()))])];
  }

  /** Numbers of articles with the share of the best possible full-text score, best first. */
  async function search(rows, text, limit) {
    const asked = new Set(words(text).flatMap(textTerms));
    await rows.needKeys('t', asked);
    const found = [...asked].filter((term) => rows.terms.has(term)).map((term) => [term, rows.terms.get(term)]);
    found.sort(([one, { most }], [other, row]) => row.most - most || (one < other ? -1 : 1));
    const scores = new Map();
    let possible = 0;
    for (const [, { most, documents }] of found.slice(0, limits.text_terms)) {
      possible += most;
      for (const [number, value] of documents) scores.set(number, (scores.get(number) || 0) + value);
    }
    const ranked = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, limit);
    return new Map(ranked.map(([number, value]) => [number, value / possible]));
  }

  Unstuck.bm25 = { search };
})((globalThis.Unstuck ??= {}));
