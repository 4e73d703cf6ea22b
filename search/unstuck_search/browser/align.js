// How much of a template is in a run of words: the twin of align.py.
(function (Unstuck) {
  'use strict';

  const { limits } = Unstuck.rules;

  /** The heaviest chain of the template's words in order; words next to each other weigh more. */
  function align(entry, run) {
    const rows = [];
    let missing = 0;
    entry.words.forEach((word, number) => {
      const weight = entry.weights[number];
      missing += weight * (entry.examples[number] ? limits.example_missing : 1);
      const worth = weight * (entry.examples[number] ? limits.example_found : 1);
      for (const place of (run.places.get(word) || []).slice(0, limits.max_word_places)) rows.push([place, number, worth]);
    });
    if (!rows.length) return { bits: 0, missing, contiguity: 0, places: [], numbers: [] };
    rows.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const chain = heaviestChain(rows);
    let bits = 0;
    const placeOf = new Map();
    for (const [place, number, weight] of chain) {
      bits += weight;
      missing -= entry.weights[number] * (entry.examples[number] ? limits.example_missing : 1);
      placeOf.set(number, place);
    }
    entry.pairs.forEach(([first, second], at) => {
      const weight = entry.pairWeights[at];
      if (placeOf.has(first) && placeOf.has(second) && isNear(entry, first, second, placeOf, run.literalsBefore)) bits += weight;
      else missing += weight;
    });
    let close = 0;
    for (let at = 1; at < chain.length; at += 1) {
      const [place, number] = chain[at - 1];
      const [nextPlace, nextNumber] = chain[at];
      const room = entry.examples.slice(number, nextNumber + 1).some(Boolean) ? limits.close_words : 0;
      if (!entry.joined[nextNumber] || nextPlace - place <= nextNumber - number + room) close += 1;
    }
    const contiguity = chain.length > 1 ? close / (chain.length - 1) : 1;
    return { bits, missing: Math.max(0, missing), contiguity, places: chain.map((row) => row[0]), numbers: chain.map((row) => row[1]) };
  }

  /** The heaviest chain of rows that ascend in both numbers. */
  function heaviestChain(rows) {
    const best = [];
    const before = [];
    rows.forEach(([place, number, weight], at) => {
      let [top, link] = [0, -1];
      for (let back = at - 1; back > Math.max(-1, at - limits.chain_reach); back -= 1) {
        const other = rows[back];
        if (other[1] < number && other[0] < place) {
          const value = best[back] + (place - other[0] === number - other[1] ? limits.adjacent_bonus : 0);
          if (value > top) [top, link] = [value, back];
        }
      }
      best.push(top + weight);
      before.push(link);
    });
    let at = 0;
    for (let row = 1; row < rows.length; row += 1) {
      if (best[row] > best[at] || (best[row] === best[at] && rows[row][0] < rows[at][0])) at = row;
    }
    const chain = [];
    for (; at >= 0; at = before[at]) chain.push(rows[at]);
    return chain.reverse();
  }

  /** Whether two neighbours of the template are neighbours in the text, examples and variable parts aside. */
  function isNear(entry, first, second, placeOf, literalsBefore) {
    const gap = literalsBefore[placeOf.get(second)] - literalsBefore[placeOf.get(first)];
    return gap > 0 && gap <= (entry.joined.slice(first + 1, second + 1).every(Boolean) ? 1 : 1 + limits.close_words);
  }

  Unstuck.align = align;
})((globalThis.Unstuck ??= {}));
