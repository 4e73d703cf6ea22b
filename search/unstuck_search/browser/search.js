// Full text in the page: the words of tokens.py, added up and ranked as whoosh_engine.py does.
(function (Unstuck) {
  'use strict';

  const { stem } = Unstuck.scorer;
  const CHUNK = /[^\s"'`<>()[\]{}|,;!?\u2018\u2019\u201c\u201d]+/g;
  const PART = /[\p{L}\p{N}]+/gu;
  const STOP = new Set(
    'a an and are as at be but by for from had has have if in into is it its of on or that the then this to was were will with you your'.split(' '),
  );
  const MAX_TERM = 64;
  const MAX_TERMS = 40;
  const MAX_TEXT = 20_000;
  const MAX_FOUND = 1_000;
  const MAX_GUESSES = 8;
  const MAX_DISTANCE = 2;
  const SYNONYM_WEIGHT = 0.6;

  /** The terms of a text with their places: each run whole (`0x80070005`, `libc.so.6`) and its parts. */
  function termsOf(text) {
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
      if (!STOP.has(whole) && !one && whole.length <= MAX_TERM) found.push({ text: whole, start, end });
      for (const part of parts) {
        const word = part[0].toLowerCase();
        const at = start + part.index;
        if (!STOP.has(word) && word.length <= MAX_TERM) found.push({ text: stem(word), start: at, end: at + part[0].length });
      }
    }
    return found;
  }

  /** The distinct terms of a query, the most telling (longest) ones where there are too many. */
  function queryTerms(words) {
    const found = [...new Set(termsOf(words.slice(0, MAX_TEXT)).map((term) => term.text))];
    if (found.length <= MAX_TERMS) return found;
    const longest = [...found].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
    const keep = new Set(longest.slice(0, MAX_TERMS));
    return found.filter((term) => keep.has(term));
  }

  /** How many of the asked words a record must hold: all of one, most of a few, a third of many. */
  function needed(asked) {
    return asked <= 2 ? 1 : Math.ceil(asked * (asked <= 6 ? 0.5 : 0.34));
  }

  /** The asked terms that some record holds, each with its synonyms, as `[term, weight]`. */
  async function variantsOf(rows, asked) {
    await rows.needKeys('x', asked);
    const others = asked.flatMap((term) => (rows.impacts.get(term) || { synonyms: [] }).synonyms);
    await rows.needKeys('x', others);
    const holds = (term) => rows.impacts.has(term) && rows.impacts.get(term).records.length > 0;
    const known = new Map();
    for (const term of asked) {
      const every = new Map((rows.impacts.get(term) || { synonyms: [] }).synonyms.map((one) => [one, SYNONYM_WEIGHT]));
      every.set(term, 1);
      const found = [...every].filter(([one]) => holds(one));
      if (found.length) known.set(term, found);
    }
    return known;
  }

  function addUp(rows, known) {
    const owner = new Map();
    for (const [term, variants] of known) for (const [one] of variants) owner.set(one, term);
    const found = new Map();
    for (const variants of known.values()) {
      for (const [one, weight] of variants) {
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

  /**
   * Look words up: `{total, hits, terms, meant}`, hits the numbers of articles, best first. `facets` narrows to any of
   * some words for each of its names.
   */
  async function search(rows, words, facets = {}) {
    const asked = queryTerms(words);
    const known = await variantsOf(rows, asked);
    const tests = await narrowed(rows, facets);
    const found = [...addUp(rows, known)]
      .filter(([number]) => tests.every((test) => test(number)))
      .sort(([one, { score }], [other, record]) => record.score - score || one - other)
      .slice(0, MAX_FOUND)
      .filter(([, { held }]) => held.size >= needed(asked.length))
      .map(([number, { score, held }]) => [number, score * (held.size / asked.length)])
      .sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const meant = await guess(rows, words, asked);
    return { total: found.length, hits: found.map(([number]) => number), terms: asked, meant };
  }

  /** The query with unknown words put right, where the index holds near ones; else nothing. */
  async function guess(rows, words, asked) {
    let meant = words;
    for (const word of words.split(/\s+/).filter(Boolean).slice(0, MAX_GUESSES)) {
      const term = word.toLowerCase().replace(/^[.,:;!?"'`()]+|[.,:;!?"'`()]+$/g, '');
      const known = rows.impacts.get(stem(term));
      if (term.length < 4 || !/^\p{L}+$/u.test(term) || !asked.includes(stem(term)) || known) continue;
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
        if (far > MAX_DISTANCE) continue;
        if (!best || far < best.far || (far === best.far && row[field] > best.row[field])) best = { far, row };
      }
      if (best) return best.row[0];
    }
    return '';
  }

  /** How many letters must be put in, taken out, changed or swapped with their neighbour. */
  function distance(one, other) {
    if (Math.abs(one.length - other.length) > MAX_DISTANCE) return MAX_DISTANCE + 1;
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

  Object.assign(Unstuck, { search, termsOf });
})((globalThis.Unstuck ??= {}));
