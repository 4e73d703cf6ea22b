// From pattern matches to confidence: the twin of scorer.py, which documents each feature.
(function (Unstuck) {
  'use strict';

  const { sum } = Unstuck.text;
  const { limits, weights } = Unstuck.rules;
  const TERMS = Object.entries(weights).filter(([name]) => name !== 'bias');

  /** From bits to 0–1, where more of it adds less and less. */
  function saturate(bits, scale) {
    return 1 - Math.exp(-bits / scale);
  }

  /** The features of an article: see scorer.py for what each means. */
  function features(found, second, code, conflict, [product, otherProduct, titleOverlap], text) {
    const what = {
      code, unique_code: Number(code >= limits.unique_code), conflict, product: saturate(product, limits.product_scale), other_product: otherProduct, title_overlap: titleOverlap,
    };
    if (!found) return { ...what, text };
    const info = saturate(found.bits, limits.info_scale);
    const [whole, least] = [Number(found.whole), limits.whole_line_from];
    const { entry } = found;
    return {
      ...what,
      info,
      coverage: found.coverage,
      proof: info * found.coverage ** 2 * found.contiguity,
      whole,
      explained: found.explained * info,
      frame: Number(found.kind === Unstuck.kinds.FRAME),
      second_signature: saturate(second, limits.second_scale),
      support: text,
      whole_line: whole * Math.max(0, (found.explained - least) / (1 - least)) * (1 - entry.brevity),
      long_match: whole * Math.min(1, Math.max(0, found.bits / limits.long_match_bits - 1)),
      inferred: Number(entry.inferred),
      brevity: entry.brevity,
      found: 1,
    };
  }

  /** The weighed sum, in log-odds. */
  function score(what) {
    return weights.bias + sum(TERMS.map(([name, weight]) => (what[name] || 0) * weight));
  }

  /** Log-odds as a probability, to six digits. */
  function confidence(logit) {
    return Number((1 / (1 + Math.exp(-Math.max(-limits.max_logit, Math.min(limits.max_logit, logit))))).toFixed(6));
  }

  Unstuck.scorer = { features, score, confidence };
})((globalThis.Unstuck ??= {}));
