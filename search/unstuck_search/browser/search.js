// Full text in the page: words added up and ranked as whoosh_engine.py does.
(function (Unstuck) {
  'use strict';

  const { terms, stem } = Unstuck.tokens;
  const { limits } = Unstuck.rules;

  /**
   * Look words up: `{total, hits, terms, meant}`, hits the numbers of articles, best first. `facets` narrows to any of
   * some words for each of its names.
   */
  async function search(rows, words, facets = {}) {
    const asked = queryTerms(words);
    const known = await variants(rows, asked);
    const tests = await narrowed(rows, facets);
    const found = [...addUp(rows, known)]
      .filter(([number]) => tests.every((test) => test(number)))
      .sort(([one, { score }], [other, record]) => record.score - score || one - other)
      .slice(0, limits.max_found)
      .filter(([, { held }]) => held.size >= needed(asked.length))
      .map(([number, { score, held }]) => [number, score * (held.size / asked.length)])
      .sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const meant = await didYouMean(rows, words, asked);
    return { total: found.length, hits: found.map(([number]) => number), terms: asked, meant };
  }

  /** The asked terms that some record holds, each with its synonyms, as `[term, weight]`. */
  async function variants(rows, asked) {
    await rows.needKeys('x', asked);
    const others = asked.flatMap((term) => (rows.impacts.get(term) || { synonyms: [] }).synonyms);
    await rows.needKeys('x', others);
    const holds = (term) => rows.impacts.has(term) && rows.impacts.get(term).records.length > 0;
    const known = new Map();
    for (const term of asked) {
      const every = new Map((rows.impacts.get(term) || { synonyms: [] }).synonyms.map((one) => [one, limits.synonym_weight]));
      every.set(term, 1);
      const found = [...every].filter(([one]) => holds(one));
      if (found.length) known.set(term, found);
    }
    return known;
  }

  function addUp(rows, known) {
    const owner = new Map();
    for (const [term, every] of known) for (const [one] of every) owner.set(one, term);
    const found = new Map();
    for (const every of known.values()) {
      for (const [one, weight] of every) {
        for (const [number, value] of rows.impacts.get(one).records) {
          if (!found.has(number)) found.set(number, { score: 0, held: new Set() });
          const record = found.get(number);
          record.score += value * weight;
          record.held.add(owner.get(one));
        }
      }
    }
    return found;
  }

  async function narrowed(rows, facets) {
    const keys = Object.entries(facets).map(([name, words]) => words.map((word) => `${name}=${word}`));
    await rows.needKeys('x', keys.flat());
    return keys.filter((group) => group.length).map((group) => (number) => (
      group.some((key) => rows.facets.has(key) && rows.facets.get(key).has(number))
    ));
  }

  /** The query with unknown words put right, where the index holds near ones; else nothing. */
  async function didYouMean(rows, words, asked) {
    let meant = words;
    for (const word of words.split(/\s+/).filter(Boolean).slice(0, limits.max_guesses)) {
      const term = word.toLowerCase().replace(/^[.,:;!?"'`()]+|[.,:;!?"'`()]+$/g, '');
      const known = rows.impacts.get(stem(term));
      if (term.length < limits.min_guessed_letters || !/^\p{L}+$/u.test(term) || !asked.includes(stem(term)) || known) continue;
      const near = nearest(stem(term), await rows.needNear(term[0]).catch(() => []));
      if (near) meant = meant.replace(word, () => near);
    }
    return meant === words ? '' : meant;
  }

  function nearest(term, rows) {
    for (const field of [1, 2]) {
      let best = null;
      for (const row of rows) {
        if (!row[field]) continue;
        const far = distance(term, row[0]);
        if (far > limits.max_distance) continue;
        if (!best || far < best.far || (far === best.far && row[field] > best.row[field])) best = { far, row };
      }
      if (best) return best.row[0];
    }
    return '';
  }

  /** How many letters must be put in, taken out, changed or swapped with their neighbour. */
  function distance(one, other) {
    if (Math.abs(one.length - other.length) > limits.max_distance) return limits.max_distance + 1;
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let row = 1; row <= one.length; row += 1) {
      const next = [row];
      for (let at = 1; at <= other.length; at += 1) {
        const same = one[row - 1] === other[at - 1];
        next[at] = Math.min(next[at - 1] + 1, last[at] + 1, last[at - 1] + (same ? 0 : 1));
        if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
          next[at] = Math.min(next[at], before[at - 2] + 1);
        }
      }
      [before, last] = [last, next];
    }
    return last[other.length];
  }

  /** The distinct terms of a query, the most telling (longest) ones where there are too many. */
  function queryTerms(words) {
    const found = [...new Set(terms(words.slice(0, limits.max_query)).map((term) => term.text))];
    if (found.length <= limits.query_terms) return found;
    const longest = [...found].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
    const keep = new Set(longest.slice(0, limits.query_terms));
    return found.filter((term) => keep.has(term));
  }

  /** How many of the asked words a record must hold: all of one, most of a few, a third of many. */
  function needed(asked) {
    return asked <= limits.few_terms ? 1 : Math.ceil(asked * (asked <= limits.some_terms ? limits.some_share : limits.many_share));
  }

  Object.assign(Unstuck, { search, termsOf: terms });
})((globalThis.Unstuck ??= {}));
