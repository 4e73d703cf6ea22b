// Terms to the records that hold them: the twin of text_index.py.
(function (Unstuck) {
  'use strict';

  const { terms } = Unstuck.tokens;
  const { limits } = Unstuck.rules;
  const MILLI = 1000; // values are whole numbers, so that both languages add up the same
  const NO_ROW = { holding: 0, weights: [] };

  /** How telling a term is that `holding` of all records hold, in thousandths. */
  function rarity(records, holding) {
    return Math.round(MILLI * Math.log((records + 1) / (holding + 0.5)));
  }

  /**
   * The numbers of the records that score best for the rarest terms of a text, best first, each with the share of the
   * score that no record can exceed.
   */
  async function shares(rows, text, limit) {
    const { records } = rows.about;
    const most = Math.max(limits.common_holding, Math.floor(records / limits.common_part));
    const asked = new Set(terms(text).map((term) => term.text));
    await rows.needKeys('x', asked);
    const found = [...asked].map((term) => [term, rows.terms.get(term) || NO_ROW]).filter(([, row]) => row.holding <= most);
    found.sort(([one, row], [other, next]) => row.holding - next.holding || (one < other ? -1 : 1));
    const scores = new Map();
    let possible = 0;
    for (const [, { holding, weights }] of found.slice(0, limits.text_terms)) {
      const value = rarity(records, holding);
      possible += value * (limits.text_k1 + 1) * limits.text_scale * (holding ? 1 : limits.unknown_share);
      for (const [number, weight] of weights) scores.set(number, (scores.get(number) || 0) + value * weight);
    }
    const ranked = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, limit);
    return new Map(ranked.map(([number, value]) => [number, value / possible]));
  }

  Unstuck.textIndex = { rarity, shares };
})((globalThis.Unstuck ??= {}));
