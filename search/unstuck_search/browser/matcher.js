// Pasted text to an answer: which articles' errors are in it, how surely, and where. The twin of matcher.py; the
// published vectors and a property test hold both to the same verdict, order, captures and confidence.
(function (Unstuck) {
  'use strict';

  const { fold, words } = Unstuck.text;
  const { ERROR, messageStart, sortLines, rankLines } = Unstuck.kinds;
  const { languageOf } = Unstuck;
  const { boundedLines, rawSpan } = Unstuck.normalise;
  const { PRODUCTS, cuedPlatform, cuedProducts, codesIn, family } = Unstuck.articleTerms;
  const { features, score, confidence } = Unstuck.scorer;
  const { capturedWords, capturesOf } = Unstuck.captures;
  const { isSure } = Unstuck.scored;
  const { settleSameError, firstCause } = Unstuck.sameError;
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

  /**
   * The answer to a pasted text: `{verdict, hits, likely, platform, language}`. A hit holds the article's id and number, the signature, confidence,
   * `whole`, `sure`, captures as pairs, a reason in words, and spans `{line, start, end}`: lines of the paste from 1, columns
   * from 0 in UTF-16 units.
   */
  async function match(rows, text, signal) {
    const clock = new Clock(signal);
    const lines = await boundedLines(text, limits.head_lines, limits.tail_lines, clock);
    const groups = await sortLines(lines, clock);
    const found = await weighLines(rows, lines, groups, clock);
    const near = rankLines(groups, limits.context_lines).map(([place]) => lines[place]);
    const none = { verdict: 'none', hits: [], likely: false, platform: '', language: '' };
    if (!found.length) return { ...none, language: languageOf(near) };
    const second = found.length > 1 ? found[1].confidence : 0;
    const sure = isSure(found[0], second);
    const likely = found[0].confidence >= limits.likely_confidence && second < limits.far_behind * found[0].confidence;
    const platform = cuedPlatform(near.map((line) => line.text).join('\n'));
    const settled = settleSameError(found, near.map((line) => line.folded));
    const hits = (sure ? firstCause(settled) : settled).slice(0, limits.max_hits).map(makeHit);
    if (found[0].confidence < limits.candidate_confidence) return { ...none, hits, platform, language: languageOf(near) };
    if (sure) return { ...none, verdict: 'match', hits, platform };
    return { verdict: 'candidates', hits, likely, platform, language: likely ? '' : languageOf(near) };
  }

  /** All articles found and what was weighed, best first. */
  async function weighLines(rows, lines, groups, clock) {
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
    const held = new Map();
    for (const word of ranked.flatMap((line) => words(line.folded))) held.set(word, (held.get(word) || 0) + 1);
    const paste = { byArticle, codes, held, cued };
    await rows.needArticles(new Set([...byArticle.keys(), ...[...codes.keys()].flatMap((code) => rows.codes.get(code))]));
    const found = weighAll(rows, paste, new Map());
    const tied = found.length > 1 && found[1].confidence > found[0].confidence - limits.close_confidence;
    if (found.length && found[0].confidence >= limits.sure_confidence && !tied) return found;
    const texts = await Unstuck.textIndex.shares(rows, asked(lines, groups, [...byArticle.values()].flat()), limits.text_hits);
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
      let most = top;
      for (const one of every) {
        const beside = context(article, held, cued, one);
        const found = features(one, secondSignature(one, every), strength, rival, beside, text);
        const value = score(found);
        const shown = value + preference(one);
        if (best === null) [top, most] = [value, shown];
        if (best === null || shown > most) [best, what, most] = [one, found, shown];
        top = Math.max(top, value);
      }
      const captures = capturesOf(best, every);
      scored.push({ article, best, features: what, code, confidence: confidence(top), captures });
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
    const captured = new Map();
    for (const word of found ? capturedWords(found) : []) captured.set(word, (captured.get(word) || 0) + 1);
    const isHeld = (word) => cued.has(word) || (held.get(word) || 0) > (captured.get(word) || 0);
    let bits = 0;
    for (const [word, weight] of article.product) if (isHeld(word) && !used.has(word)) bits += weight;
    const aside = found && found.entry.title ? used : new Set();
    let [all, here] = [0, 0];
    for (const [word, weight] of article.title) {
      if (aside.has(word)) continue;
      all += weight;
      if (isHeld(word)) here += weight;
    }
    const names = [...article.product.keys()];
    const otherProduct = cued.size && !names.some((name) => cued.has(name)) && names.some((name) => PRODUCTS.has(name));
    return [bits, Number(Boolean(otherProduct)), here / (all + limits.title_bits)];
  }

  /** The words that full text is asked for: those of error lines, but for the values that templates captured. */
  function asked(lines, groups, matches) {
    const captured = new Map();
    for (const one of matches) {
      const found = capturedWords(one);
      for (const [line] of one.spans) captured.set(line.number, new Set([...(captured.get(line.number) || []), ...found]));
    }
    const isOwn = (line, word) => !captured.get(line.number)?.has(fold(word));
    const ranked = rankLines(groups, limits.text_lines);
    const errors = ranked.filter(([, which]) => which === ERROR);
    return (errors.length ? errors : ranked)
      .flatMap(([place]) => words(lines[place].text.slice(messageStart(lines[place]))).filter((word) => isOwn(lines[place], word)))
      .join(' ');
  }

  /** An article as the answer names it. */
  function makeHit(scored) {
    const { article, best, code, confidence: value } = scored;
    const sure = isSure(scored, value);
    const hit = { kbId: article.kbId, number: article.number, signature: '', confidence: value, spans: [], captures: [], types: [], sure };
    if (!best) return { ...hit, whole: false, reason: code ? ['code', code] : ['text'] };
    const spans = best.spans.map(([line, start, end]) => {
      const [first, last] = rawSpan(line, start, end);
      return { line: line.number, start: first, end: last };
    });
    const { entry, whole, exact } = best;
    const text = entry.text.replaceAll('\n', ' ⏎ ');
    const how = exact ? (best.captures.length ? 'filled' : 'whole') : 'part';
    const reason = [how, text, Math.round(best.coverage * 100)];
    const captures = scored.captures.map((one) => [one.name, one.value]);
    const types = scored.captures.map(({ type }) => type);
    return { ...hit, signature: entry.number ? `${article.kbId}#${entry.number}` : '', spans, captures, types, whole, reason };
  }

  /** In log-odds, how much more a match counts where it is to be chosen which one of an article is shown. */
  function preference(one) {
    if (!one.exact) return 0;
    return limits.exact_preference + (one.captures.length ? limits.capture_preference : 0);
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
