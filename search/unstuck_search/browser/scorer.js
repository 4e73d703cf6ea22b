// From evidence to confidence, and what else a paste tells: codes, products, full text. The twin of scorer.py,
// context.py and bm25.py.
(function (Unstuck) {
  'use strict';

  const { rules, fold, wordsIn, sum } = Unstuck;
  const NAMED = 0.95; // strength of a code that no other article shares
  const AMPLE = 18; // bits beyond which a whole signature can hardly stand somewhere by chance
  const TITLE_BITS = 8; // so that one word of a short title is no full share
  const MAX_TERMS = 24;
  const TERMS = Object.entries(rules.weights).filter(([name]) => name !== 'bias');
  const CODES = new RegExp(rules.codes, 'dg');
  const CUES = rules.cues.map(([source, names]) => [new RegExp(source, 'm'), names.split(' ')]);
  const PRODUCTS = new Set(CUES.flatMap(([, names]) => names));
  const INTRODUCED = /(?:[Ee]rror|ERROR|ERR!|[Ww]arning|[Ff]atal|[Cc]ode|[0-9]+:[0-9]+|[:=/])[:\s[(=]*$/;
  const PARTS = /[A-Z]?[a-z0-9]+|[A-Z]+/g;
  const COMPOUND = /[a-z][A-Z]/;
  const COMPOUND_PARTS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/g;

  /** From bits to 0–1, where more of it adds less and less. */
  function saturate(bits, scale) {
    return 1 - Math.exp(-bits / scale);
  }

  /** The features of an article: see scorer.py for what each means. */
  function features(found, second, code, conflict, [product, alien, heading], text) {
    const what = {
      code, named: Number(code >= NAMED), conflict, product: saturate(product, 8), alien, heading,
    };
    if (!found) return { ...what, text };
    const info = saturate(found.bits, 14);
    const whole = Number(found.whole);
    const { entry } = found;
    return {
      ...what,
      info,
      coverage: found.coverage,
      proof: info * found.coverage ** 2 * found.contiguity,
      whole,
      explained: found.explained * info,
      frame: Number(found.kind === Unstuck.lines.FRAME),
      second: saturate(second, 10),
      support: text,
      alone: whole * Math.max(0, found.explained - 0.5) * 2 * (1 - entry.brevity),
      ample: whole * Math.min(1, Math.max(0, (found.bits - AMPLE) / AMPLE)),
      inferred: Number(entry.inferred),
      brevity: entry.brevity,
      found: 1,
    };
  }

  /** The weighed sum, in log-odds. */
  function score(what) {
    return rules.weights.bias + sum(TERMS.map(([name, weight]) => (what[name] || 0) * weight));
  }

  /** Log-odds as a probability, to six digits. */
  function confidence(logit) {
    return Number((1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logit))))).toFixed(6));
  }

  /** What the article's other signatures add, in bits: words the best does not have, or other lines. */
  function second(best, others) {
    const lines = new Set(best.spans.map(([line]) => line.number));
    const known = new Set(best.entry.words);
    let most = 0;
    for (const other of others) {
      if (other === best) continue;
      let share = 1;
      if (other.spans.some(([line]) => lines.has(line.number))) {
        const held = other.entry.words;
        share = held.filter((word) => !known.has(word)).length / held.length;
      }
      most = Math.max(most, other.strength * share);
    }
    return most;
  }

  /** Bits of product words, whether the look of the lines is of other products, and the share of the title. */
  function context(article, held, cued, found) {
    const used = new Set(found ? found.entry.words : []);
    let bits = 0;
    for (const [word, weight] of article.product) if (held.has(word) && !used.has(word)) bits += weight;
    const aside = found && found.entry.title ? used : new Set();
    let [all, here] = [0, 0];
    for (const [word, weight] of article.title) {
      if (aside.has(word)) continue;
      all += weight;
      if (held.has(word)) here += weight;
    }
    const names = [...article.product.keys()];
    const alien = cued.size && !names.some((name) => cued.has(name)) && names.some((name) => PRODUCTS.has(name));
    return [bits, Number(Boolean(alien)), here / (all + TITLE_BITS)];
  }

  /** The products that the look of the lines tells of: `main.rs:2:17` is Rust's, `npm ERR!` is npm's. */
  function cuedProducts(text) {
    return new Set(CUES.filter(([pattern]) => pattern.test(text)).flatMap(([, names]) => names));
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

  function codeStrength(code, before, after) {
    let shape = 1;
    if (!/[0-9]/.test(code)) {
      const upper = code === code.toUpperCase() && code !== code.toLowerCase();
      shape = upper ? 0.9 : Math.min(0.9, 0.5 + 0.2 * ((code.match(PARTS) || []).length - 2));
    }
    const bracketed = /[[(]$/.test(before) && /^[\])]/.test(after);
    const placed = bracketed || !before.trim() || !after.trim() || INTRODUCED.test(before);
    return shape * (placed ? 1 : 0.6);
  }

  /** What codes of one tool share: `e0308` and `e0277` are of family `e`, four digits long; else empty. */
  function family(code) {
    const digits = /[0-9]+$/.exec(code);
    return digits && digits.index ? `${code.slice(0, digits.index)}#${digits[0].length}` : '';
  }

  /** Plural endings off, lightly, so that `errors` finds `error`; words with digits stay as they are. */
  function stem(word) {
    if (word.length < 5 || !/^[A-Za-z]+$/.test(word)) return word;
    if (word.endsWith('ies') && word.length > 5) return `${word.slice(0, -3)}y`;
    if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }

  /** A word as full text holds it: its stem, and the parts of a compound (`DetachedInstanceError`). */
  function textTerms(word) {
    const whole = stem(word.toLowerCase());
    if (!COMPOUND.test(word)) return [whole];
    return [...new Set([whole, ...(word.match(COMPOUND_PARTS) || []).map((part) => stem(part.toLowerCase()))])];
  }

  /** Numbers of articles with the share of the best possible full-text score, best first. */
  async function searchText(rows, text, limit) {
    const asked = new Set(wordsIn(text).flatMap(textTerms));
    await rows.needKeys('t', asked);
    const found = [...asked].filter((term) => rows.terms.has(term)).map((term) => [term, rows.terms.get(term)]);
    found.sort(([one, { most }], [other, row]) => row.most - most || (one < other ? -1 : 1));
    const scores = new Map();
    let possible = 0;
    for (const [, { most, documents }] of found.slice(0, MAX_TERMS)) {
      possible += most;
      for (const [number, value] of documents) scores.set(number, (scores.get(number) || 0) + value);
    }
    const ranked = [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, limit);
    return new Map(ranked.map(([number, value]) => [number, value / possible]));
  }

  Unstuck.scorer = {
    features, score, confidence, second, context, cuedProducts, codesIn, family, searchText, stem,
  };
})((globalThis.Unstuck ??= {}));
