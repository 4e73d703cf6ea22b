// Pasted text to an answer: which articles' errors stand in it, how surely, and where. The twin of matcher.py; the
// published vectors and a property test hold both to the same verdict, order, captures and confidence.
(function (Unstuck) {
  'use strict';

  const { wordsIn, scorer } = Unstuck;
  const { ERROR, boundedLines, rawSpan, messageStart, sortLines, promising } = Unstuck.lines;
  const MATCH_CONFIDENCE = 0.6;
  const CANDIDATE_CONFIDENCE = 0.12; // below this the first hit is right one time in twenty
  const FIRM_COVERAGE = 0.85;
  const FIRM_CODE = 0.3;
  const MAX_HITS = 10;
  const HEAD_LINES = 20_000; // lines looked at from the beginning of a long log
  const TAIL_LINES = 80_000; // and from its end, where errors stand
  const SURE = 0.9; // no full text beyond
  const TEXT_LINES = 8;
  const TEXT_HITS = 20;
  const TIE = 0.02; // nearer than this to the first, with the same text, is no better or worse than it
  const CLOSE = 0.03; // nearer than this the second is as good as the first
  const CONTEXT_LINES = 40;
  const CODE_LINES = 200;
  const SLICE = 12; // milliseconds of work before others may have the thread

  /** Work in slices: `due()` tells when one is over, `rest()` lets the page breathe or stops what is given up. */
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
   * The answer to a pasted text: `{verdict, hits}`. A hit holds the article's id and number, the signature, confidence,
   * `whole`, captures as pairs, a reason in words, and spans `{line, start, end}`: lines of the paste from 1, columns
   * from 0 in UTF-16 units.
   */
  async function match(rows, text, signal) {
    const found = await weigh(rows, text, new Clock(signal));
    if (!found.length) return { verdict: 'none', hits: [] };
    const sure = found[0].confidence >= MATCH_CONFIDENCE && isFirm(found[0]);
    const hits = share(found).slice(0, MAX_HITS).map(makeHit);
    if (found[0].confidence < CANDIDATE_CONFIDENCE) return { verdict: 'none', hits };
    return { verdict: sure ? 'match' : 'candidates', hits };
  }

  /** All articles found and what was weighed, best first. */
  async function weigh(rows, text, clock) {
    const lines = await boundedLines(text, HEAD_LINES, TAIL_LINES, clock);
    const groups = await sortLines(lines, clock);
    const at = (limit) => promising(groups, limit).map(([place]) => lines[place]);
    const codes = scorer.codesIn(at(CODE_LINES));
    const ready = await Unstuck.evidence.prepare(rows, lines, groups, [...codes.keys()], clock);
    for (const code of codes.keys()) if (!rows.codes.has(code)) codes.delete(code);
    const byArticle = new Map();
    for (const one of await Unstuck.evidence.findEvidence(rows, ready, clock)) {
      const { number } = one.entry.article;
      if (byArticle.has(number)) byArticle.get(number).push(one);
      else byArticle.set(number, [one]);
    }
    const telling = at(CONTEXT_LINES);
    const cued = scorer.cuedProducts(telling.map((line) => line.text).join('\n'));
    const held = new Set([...cued, ...telling.flatMap((line) => wordsIn(line.folded))]);
    const paste = { byArticle, codes, held, cued };
    const found = weighAll(rows, paste, new Map());
    const tied = found.length > 1 && found[1].confidence > found[0].confidence - CLOSE;
    if (found.length && found[0].confidence >= SURE && !tied) return found;
    const texts = await scorer.searchText(rows, asked(lines, groups), TEXT_HITS);
    await rows.needArticles(texts.keys());
    return weighAll(rows, paste, texts);
  }

  /** The words that full text is asked for: those of the lines that tell of errors. */
  function asked(lines, groups) {
    const telling = promising(groups, TEXT_LINES);
    const errors = telling.filter(([, which]) => which === ERROR);
    return (errors.length ? errors : telling)
      .map(([place]) => lines[place].text.slice(messageStart(lines[place])))
      .join('\n');
  }

  function weighAll(rows, { byArticle, codes, held, cued }, texts) {
    const families = new Set();
    for (const [code, strength] of codes) if (strength > 0.8) families.add(scorer.family(code));
    families.delete('');
    const owners = [...codes.keys()].flatMap((code) => rows.codes.get(code));
    const findings = [];
    for (const number of new Set([...byArticle.keys(), ...owners, ...texts.keys()])) {
      const article = rows.articles.get(number);
      const [strength, code] = ownCode(rows, article, codes);
      const rival = Number(!code && article.codes.some((one) => families.has(scorer.family(one))));
      const text = texts.get(number) || 0;
      const every = byArticle.get(number) || [];
      let best = null;
      let what = scorer.features(null, 0, strength, rival, scorer.context(article, held, cued, null), text);
      let top = scorer.score(what);
      for (const one of every) {
        const context = scorer.context(article, held, cued, one);
        const found = scorer.features(one, scorer.second(one, every), strength, rival, context, text);
        const value = scorer.score(found);
        if (best === null || value > top) [best, what, top] = [one, found, value];
      }
      findings.push({ article, evidence: best, features: what, code, confidence: scorer.confidence(top) });
    }
    return findings.sort(
      (one, other) => other.confidence - one.confidence || (one.article.kbId < other.article.kbId ? -1 : 1),
    );
  }

  /** The strongest of an article's own codes in the paste, shared among all articles that have it. */
  function ownCode(rows, article, codes) {
    let own = [0, ''];
    for (const code of article.codes) {
      if (!codes.has(code)) continue;
      const strength = codes.get(code) / rows.codes.get(code).length;
      if (strength > own[0] || (strength === own[0] && code > own[1])) own = [strength, code];
    }
    return own;
  }

  /** Whether it may be called a match: a signature stands (nearly) whole, or the article's own code is there. */
  function isFirm({ features, evidence }) {
    if (features.code >= FIRM_CODE) return true;
    return Boolean(evidence && (evidence.whole || (evidence.coverage >= FIRM_COVERAGE && !evidence.entry.strict)));
  }

  /** The same findings where the first ones tie: they share the confidence, and what follows is no surer. */
  function share(found) {
    const shape = found[0].evidence ? found[0].evidence.entry.shape : '';
    let tied = 1;
    while (shape && tied < found.length && found[tied].confidence > found[0].confidence - TIE) {
      const other = found[tied].evidence;
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

  /** The type of each named part of a signature, by name. */
  function captureTypes(templates) {
    const parts = templates.flatMap((one) => one.parts);
    return new Map(parts.filter((part) => part.name).map((part) => [part.name, part.type]));
  }

  function makeHit({ article, evidence, code, confidence }) {
    const hit = { kbId: article.kbId, number: article.number, signature: '', confidence, spans: [], captures: [], types: [] };
    if (!evidence) return { ...hit, whole: false, reason: code ? ['code', code] : ['text'] };
    const spans = evidence.spans.map(([line, start, end]) => {
      const [first, last] = rawSpan(line, start, end);
      return { line: line.number, start: first, end: last };
    });
    const { entry, captures, whole } = evidence;
    const told = entry.text.replaceAll('\n', ' ⏎ ');
    const how = whole ? (captures.length ? 'filled' : 'whole') : 'part';
    const reason = [how, told, Math.round(evidence.coverage * 100)];
    const kinds = captureTypes(entry.templates);
    const types = captures.map(([name]) => kinds.get(name));
    return { ...hit, signature: entry.id, spans, captures, types, whole, reason };
  }

  Unstuck.match = match;
})((globalThis.Unstuck ??= {}));
