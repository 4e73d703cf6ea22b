// Pasted text to an answer: which articles' errors are in it, how surely, and where. The twin of matcher.py; the
// published vectors and a property test hold both to the same verdict, order, captures and confidence.
(function (Unstuck) {
  'use strict';

  const { words } = Unstuck.text;
  const { ERROR, messageStart, sortLines, rankLines } = Unstuck.kinds;
  const { boundedLines, rawSpan } = Unstuck.normalise;
  const { PRODUCTS, cuedProducts, codesIn, family } = Unstuck.articleTerms;
  const { features, score, confidence } = Unstuck.scorer;
  const { limits } = Unstuck.rules;
  const SLICE = 12; // milliseconds of work before others may have the thread

  /** Work in slices: `due()` is true when one is over, `rest()` lets the page breathe or stops what is given up. */
  class Clock {
    constructor(signal) {
      this.signal = signal;
      this.end = performance.now() + SLICE;
    }

    due() {
      return performance.now() > this.end;
    }

    async rest() {
      await new Promise((resume) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resume();
        };
        port2.postMessage(0);
      });
      this.signal?.throwIfAborted();
      this.end = performance.now() + SLICE;
    }
  }

  /** Whether it may be called a match: a signature is (nearly) whole, or the article's own code is there. */
  function isConclusive({ features: what, best }) {
    if (what.code >= limits.conclusive_code) return true;
    return Boolean(best && (best.whole || (best.coverage >= limits.conclusive_coverage && !best.entry.strict)));
  }

  /**
   * The answer to a pasted text: `{verdict, hits}`. A hit holds the article's id and number, the signature, confidence,
   * `whole`, captures as pairs, a reason in words, and spans `{line, start, end}`: lines of the paste from 1, columns
   * from 0 in UTF-16 units.
   */
  async function match(rows, text, signal) {
    const found = await weigh(rows, text, new Clock(signal));
    if (!found.length) return { verdict: 'none', hits: [] };
    const sure = found[0].confidence >= limits.match_confidence && isConclusive(found[0]);
    const hits = splitTiedConfidence(found).slice(0, limits.max_hits).map(makeHit);
    if (found[0].confidence < limits.candidate_confidence) return { verdict: 'none', hits };
    return { verdict: sure ? 'match' : 'candidates', hits };
  }

  /** All articles found and what was weighed, best first. */
  async function weigh(rows, text, clock) {
    const lines = await boundedLines(text, limits.head_lines, limits.tail_lines, clock);
    const groups = await sortLines(lines, clock);
    const at = (limit) => rankLines(groups, limit).map(([place]) => lines[place]);
    const codes = codesIn(at(limits.code_lines));
    const ready = await Unstuck.patternMatch.prepare(rows, lines, groups, [...codes.keys()], clock);
    for (const code of codes.keys()) if (!rows.codes.has(code)) codes.delete(code);
    const byArticle = new Map();
    for (const one of await Unstuck.patternMatch.findMatches(rows, ready, clock)) {
      const number = one.entry.article;
      if (byArticle.has(number)) byArticle.get(number).push(one);
      else byArticle.set(number, [one]);
    }
    const ranked = at(limits.context_lines);
    const cued = cuedProducts(ranked.map((line) => line.text).join('\n'));
    const held = new Set([...cued, ...ranked.flatMap((line) => words(line.folded))]);
    const paste = { byArticle, codes, held, cued };
    await rows.needArticles(new Set([...byArticle.keys(), ...[...codes.keys()].flatMap((code) => rows.codes.get(code))]));
    const found = weighAll(rows, paste, new Map());
    const tied = found.length > 1 && found[1].confidence > found[0].confidence - limits.close_confidence;
    if (found.length && found[0].confidence >= limits.sure_confidence && !tied) return found;
    const texts = await Unstuck.textIndex.shares(rows, asked(lines, groups), limits.text_hits);
    await rows.needArticles(texts.keys());
    return weighAll(rows, paste, texts);
  }

  /** Every article that may be meant, weighed. */
  function weighAll(rows, { byArticle, codes, held, cued }, texts) {
    const families = new Set();
    for (const [code, strength] of codes) if (strength > limits.family_strength) families.add(family(code));
    families.delete('');
    const owners = [...codes.keys()].flatMap((code) => rows.codes.get(code));
    const scored = [];
    for (const number of new Set([...byArticle.keys(), ...owners, ...texts.keys()])) {
      const article = rows.articles.get(number);
      if (!article) continue;
      const [strength, code] = ownCode(rows, article, codes);
      const rival = Number(!code && article.codes.some((one) => families.has(family(one))));
      const text = texts.get(number) || 0;
      const every = byArticle.get(number) || [];
      let best = null;
      let what = features(null, 0, strength, rival, context(article, held, cued, null), text);
      let top = score(what);
      for (const one of every) {
        const beside = context(article, held, cued, one);
        const found = features(one, secondSignature(one, every), strength, rival, beside, text);
        const value = score(found);
        if (best === null || value > top) [best, what, top] = [one, found, value];
      }
      scored.push({ article, best, features: what, code, confidence: confidence(top) });
    }
    return scored.sort(
      (one, other) => other.confidence - one.confidence || (one.article.kbId < other.article.kbId ? -1 : 1),
    );
  }

  /** The strongest of an article's own codes in the paste, shared among all articles that have it. */
  function ownCode(rows, article, codes) {
    let [most, own] = [0, ''];
    for (const code of article.codes) {
      if (!codes.has(code)) continue;
      const strength = codes.get(code) / rows.codes.get(code).length;
      if (strength > most || (strength === most && code > own)) [most, own] = [strength, code];
    }
    return [most, own];
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
    const otherProduct = cued.size && !names.some((name) => cued.has(name)) && names.some((name) => PRODUCTS.has(name));
    return [bits, Number(Boolean(otherProduct)), here / (all + limits.title_bits)];
  }

  /** The words that full text is asked for: those of error lines. */
  function asked(lines, groups) {
    const ranked = rankLines(groups, limits.text_lines);
    const errors = ranked.filter(([, which]) => which === ERROR);
    return (errors.length ? errors : ranked)
      .flatMap(([place]) => words(lines[place].text.slice(messageStart(lines[place]))))
      .join(' ');
  }

  /** An article as the answer names it. */
  function makeHit({ article, best, code, confidence: sure }) {
    const hit = { kbId: article.kbId, number: article.number, signature: '', confidence: sure, spans: [], captures: [], types: [] };
    if (!best) return { ...hit, whole: false, reason: code ? ['code', code] : ['text'] };
    const spans = best.spans.map(([line, start, end]) => {
      const [first, last] = rawSpan(line, start, end);
      return { line: line.number, start: first, end: last };
    });
    const { entry, captures, whole } = best;
    const text = entry.text.replaceAll('\n', ' ⏎ ');
    const how = whole ? (captures.length ? 'filled' : 'whole') : 'part';
    const reason = [how, text, Math.round(best.coverage * 100)];
    const kinds = captureTypes(entry.templates);
    const types = captures.map(([name]) => kinds.get(name));
    return { ...hit, signature: entry.number ? `${article.kbId}#${entry.number}` : '', spans, captures, types, whole, reason };
  }

  /** The type of each named part of a signature, by name. */
  function captureTypes(templates) {
    const parts = templates.flatMap((one) => one.parts);
    return new Map(parts.filter((part) => part.name).map((part) => [part.name, part.type]));
  }

  /** The same findings where the first ones tie: they share the confidence, and what follows is no surer. */
  function splitTiedConfidence(found) {
    const shape = found[0].best ? found[0].best.entry.shape : '';
    let tied = 1;
    while (shape && tied < found.length && found[tied].confidence > found[0].confidence - limits.tie_confidence) {
      const other = found[tied].best;
      if (!other || other.entry.shape !== shape) break;
      tied += 1;
    }
    if (tied === 1) return found;
    const least = Number((found[tied - 1].confidence / Math.sqrt(tied)).toFixed(6));
    return found.map((one, place) => {
      const own = Number((one.confidence / Math.sqrt(tied)).toFixed(6));
      return { ...one, confidence: place < tied ? own : Math.min(one.confidence, least) };
    });
  }

  /** What the article's other signatures add, in bits: words the best does not have, or other lines. */
  function secondSignature(best, others) {
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

  Unstuck.match = match;
})((globalThis.Unstuck ??= {}));
