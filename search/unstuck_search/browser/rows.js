// The index as a page sees it: rows of words, codes, terms and articles, from shards loaded as they are asked for.
// browser_shards.py documents what the shards hold.
(function (Unstuck) {
  'use strict';

  const { readPattern } = Unstuck.pattern;
  const MANY = 400; // words beyond which the filter of anchors pays for its size
  const AT_ONCE = 64; // scripts loaded at a time
  const PLACES = 65536; // more than any article's entries

  const CRC = Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum >>> 0;
  });
  const UTF8 = new TextEncoder();

  /** CRC-32 of a text in UTF-8. */
  function crc32(text) {
    let sum = 0xffffffff;
    for (const byte of UTF8.encode(text)) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  /**
   * The rows of an index. `about` is `Unstuck.index`; `load(name)` gives a promise of the rows of one shard.
   * Rows are asked for with `need…`, which may have to wait, and read with the other methods, which never do.
   */
  class Rows {
    constructor(about, load) {
      this.about = about;
      this.load = load;
      this.words = new Map();
      this.codes = new Map();
      this.terms = new Map();
      this.facets = new Map();
      this.near = new Map();
      this.articles = new Map();
      this.shown = new Map();
      this.pending = new Map();
      this.filter = null;
      this.entries = new Map();
      this.unanchored = [];
      this.homes = new Set(); // of the entries that are tried everywhere
      for (let at = 0; at < about.unanchored.length; at += 3) {
        this.unanchored.push(about.unanchored[at] * PLACES + about.unanchored[at + 1]);
        this.homes.add(about.unanchored[at + 2]);
      }
    }

    /** The rows of some keys of a family: `w` words and codes, `x` terms of full text and facets. */
    async needKeys(family, keys) {
      const names = new Set();
      for (const key of keys) names.add(`${family}/${crc32(key) % this.about.shards[family]}`);
      await this.needRows(names);
    }

    /** The rows of entries, by the shards of words in which they lie. */
    async needHomes(homes) {
      await this.needRows([...homes].map((home) => `w/${home}`));
    }

    async needRows(names) {
      await this.need(names, (rows) => rows.forEach((row) => this.keep(row)));
    }

    /** Of the words of a long text, those that may be an anchor: all of them where there are few. */
    async anchors(found, clock) {
      if (this.about.shards.w === 1 || found.size < Math.min(MANY, this.about.shards.w)) return found;
      await this.need(['anchors'], ([[size, hashes, bits]]) => {
        this.filter = [size, hashes, Uint8Array.from(atob(bits), (one) => one.charCodeAt(0))];
      });
      const kept = [];
      for (const word of found) {
        if (this.mayBeAnchor(word)) kept.push(word);
        if (clock.due()) await clock.rest();
      }
      return kept;
    }

    mayBeAnchor(word) {
      const [size, hashes, bits] = this.filter;
      const first = crc32(word);
      const step = (Math.imul(first, 0x9e3779b1) | 1) >>> 0;
      for (let turn = 0; turn < hashes; turn += 1) {
        const place = (first + turn * step) % size;
        if (!(bits[place >> 3] & (1 << (place & 7)))) return false;
      }
      return true;
    }

    /** Articles by number. */
    async needArticles(numbers) {
      const names = new Set();
      for (const number of numbers) names.add(`a/${number % this.about.shards.a}`);
      await this.need(names, (rows) => rows.forEach((row) => this.articles.set(row[0], readArticle(row))));
    }

    /** What is to be shown of an article: its entry in the errors feed. */
    async needShown(number) {
      await this.need([`s/${number % this.about.shards.s}`], (rows) => rows.forEach(([one, entry]) => this.shown.set(one, entry)));
      return this.shown.get(number);
    }

    async need(names, keep) {
      const missing = [...names].filter((name) => this.pending.get(name) !== true);
      for (let at = 0; at < missing.length; at += AT_ONCE) {
        await Promise.all(missing.slice(at, at + AT_ONCE).map((name) => this.one(name, keep)));
      }
    }

    async one(name, keep) {
      if (!this.pending.has(name)) {
        const loading = this.load(name).then((rows) => {
          keep(rows, name);
          this.pending.set(name, true);
        });
        this.pending.set(name, loading);
        loading.catch(() => this.pending.delete(name));
      }
      await this.pending.get(name);
    }

    keep(row) {
      if (row[0] === 'w') {
        const [, word, weight, anchors, postings, pairs] = row;
        this.words.set(word, {
          weight,
          anchors: anchors.map(([second, places]) => [second, readPlaces(places)]),
          postings: readPostings(postings),
          pairs: new Map(pairs.map(([pair, worth, held]) => [pair, { weight: worth, postings: readPostings(held) }])),
        });
      } else if (row[0] === 'e') {
        this.entries.set(row[1] * PLACES + row[2], row);
      } else if (row[0] === 'c') {
        this.codes.set(row[1], row[2]);
      } else if (row[0] === 'x') {
        this.terms.set(row[1], { holding: row[2], weights: readPairs(row[3]), synonyms: row[4] });
      } else {
        this.facets.set(row[1], new Set(readSteps(row[2])));
      }
    }

    /** Terms that begin with a letter, each with how many records hold it, in coarse steps. */
    async needNear(letter) {
      if (!/^[a-z]$/.test(letter)) return [];
      await this.need([`d/${letter}`], (rows) => this.near.set(letter, rows));
      return this.near.get(letter);
    }

    /** A pair of words that follow each other, if any entry holds it; it lies with the rarer of the two. */
    pair(first, second) {
      const one = this.words.get(first);
      const other = this.words.get(second);
      if (!one || !other) return undefined;
      return (one.weight >= other.weight ? one : other).pairs.get(`${first} ${second}`);
    }

    /** An entry by its reference; none where the site has been published again since and no longer has it. */
    entry(reference) {
      const known = this.entries.get(reference);
      if (!Array.isArray(known)) return known;
      const entry = readPattern(known[1], known.slice(3), reference);
      this.entries.set(reference, entry);
      return entry;
    }
  }

  function readPairs(flat) {
    const found = [];
    let first = 0;
    for (let at = 0; at < flat.length; at += 2) {
      first += flat[at];
      found.push([first, flat[at + 1]]);
    }
    return found;
  }

  function readSteps(flat) {
    let last = 0;
    return flat.map((step) => (last += step));
  }

  function readPlaces(flat) {
    return readPairs(flat).map(([article, place]) => article * PLACES + place);
  }

  /** Postings as reference, literal bits and home. */
  function readPostings(flat) {
    const found = [];
    let article = 0;
    for (let at = 0; at < flat.length; at += 4) {
      article += flat[at];
      found.push([article * PLACES + flat[at + 1], flat[at + 2] / 10, flat[at + 3]]);
    }
    return found;
  }

  function readArticle([number, kbId, codes, product, title]) {
    return { number, kbId, codes, product: readWeights(product), title: readWeights(title) };
  }

  function readWeights(flat) {
    const found = new Map();
    for (let at = 0; at < flat.length; at += 2) found.set(flat[at], flat[at + 1]);
    return found;
  }

  Object.assign(Unstuck, { Rows, crc32 });
})((globalThis.Unstuck ??= {}));
