// Full text in the page: words added up and ranked, the twin of search.py.
(function (Unstuck) {
  'use strict';

  const { terms, stem } = Unstuck.tokens;
  const { rarity } = Unstuck.textIndex;
  const { limits } = Unstuck.rules;

  /**
   * Look words up: `{total, hits, terms, meant}`, hits the numbers of articles, best first. `facets` narrows to any of
   * some words for each of its names.
   */
  async function search(rows, words, facets = {}) {
    const asked = queryTerms(words);
    const known = await variants(rows, asked);
    const found = ranked(addUp(rows, known), asked.length, await narrowed(rows, facets));
    const meant = await didYouMean(rows, words, asked);
    return { total: found.length, hits: found.map(([number]) => number), terms: asked, meant };
  }

  /** Numbers of records with their scores, best first: more of the words beats more of one word. */
  function ranked(scores, asked, tests) {
    return [...scores]
      .filter(([number]) => tests.every((test) => test(number)))
      .sort(([one, { score }], [other, record]) => record.score - score || one - other)
      .slice(0, limits.max_found)
      .filter(([, { held }]) => held >= needed(asked))
      .map(([number, { score, held }]) => [number, score * (held / asked)])
      .sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  }

  /** The asked terms that some record holds, each with its synonyms: their rows and weights. */
  async function variants(rows, asked) {
    await rows.needKeys('x', asked);
    const others = (term) => (rows.terms.has(term) ? rows.terms.get(term).synonyms : []);
    await rows.needKeys('x', asked.flatMap(others));
    const known = new Map();
    for (const term of asked) {
      const every = new Map(others(term).map((one) => [one, limits.synonym_weight])).set(term, 1);
      const found = [...every].map(([one, weight]) => [rows.terms.get(one), weight]).filter(([row]) => row && row.holding);
      if (found.length) known.set(term, found);
    }
    return known;
  }

  /** The score of each record, and how many of the asked terms it holds; of a term and its synonyms the best counts. */
  function addUp(rows, known) {
    const found = new Map();
    for (const every of known.values()) {
      const best = new Map();
      for (const [row, worth] of every) {
        const value = rarity(rows.about.records, row.holding) * worth;
        for (const [number, weight] of row.weights) best.set(number, Math.max(value * weight, best.get(number) || 0));
      }
      for (const [number, score] of best) {
        const record = found.get(number) || { score: 0, held: 0 };
        found.set(number, { score: record.score + score, held: record.held + 1 });
      }
    }
    return found;
  }

  async function narrowed(rows, facets) {
    const keys = Object.entries(facets).map(([name, words]) => words.map((word) => `${name}=${word.toLowerCase()}`));
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
      const known = rows.terms.has(stem(term));
      if (term.length < limits.min_guessed_letters || !/^\p{L}+$/u.test(term) || !asked.includes(stem(term)) || known) continue;
      const near = nearest(stem(term), await rows.needNear(term[0]).catch(() => []));
      if (near) meant = meant.replace(word, () => near);
    }
    return meant === words ? '' : meant;
  }

  /** The term nearest in spelling, and of those equally near the one in more records. */
  function nearest(term, rows) {
    let best = null;
    for (const [one, step] of rows) {
      const far = distance(term, one);
      if (far > limits.max_distance) continue;
      if (!best || far < best.far || (far === best.far && step > best.step)) best = { far, step, one };
    }
    return best ? best.one : '';
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
