// An article found in a paste, and whether what was found is enough to call it a match: the twin of scored.py.
(function (Unstuck) {
  'use strict';

  const { limits } = Unstuck.rules;

  /** The entry it was found by, where that (and not its title) is there with nothing missing. */
  function signature({ best }) {
    return best && best.whole && !best.entry.title ? best.entry : null;
  }

  /** The numbers of the lines it was found in, ascending. */
  function lines({ best }) {
    return best ? [...new Set(best.spans.map(([line]) => line.number))].sort((one, other) => one - other) : [];
  }

  /** Whether it is a match where the next article has confidence `second`. */
  function isSure(scored, second) {
    return scored.confidence >= limits.match_confidence && isConclusive(scored, second);
  }

  /** Whether it may be called a match: a signature is (nearly) whole or cut, or its own code is there. */
  function isConclusive({ features, best, code, confidence }, second) {
    const alone = confidence >= limits.alone_confidence && second < limits.far_behind * confidence;
    const telling = best && (!best.entry.vague || features.product > 0);
    if (telling && (best.exact || isNearlyWhole(best, alone))) return true;
    return features.code >= limits.conclusive_code && isOwnCode(code, best);
  }

  /** Whether so much of a signature is there that what is missing may have been cut off or worded otherwise. */
  function isNearlyWhole(best, alone) {
    if (best.contiguity < limits.conclusive_contiguity) return false;
    const least = alone ? limits.alone_coverage : limits.conclusive_coverage;
    if (best.telling && best.bits >= limits.conclusive_bits && best.coverage >= least) return true;
    const enough = best.begun || best.coverage >= limits.end_coverage;
    return alone && enough && best.bits >= limits.cut_bits && best.explained >= limits.cut_explained;
  }

  /** Whether a code alone tells one error from all others: it has a number, or enough of its message is there too. */
  function isOwnCode(code, best) {
    if (/[0-9]/.test(code)) return true;
    return Boolean(best && best.coverage >= limits.code_coverage && best.contiguity >= limits.conclusive_contiguity);
  }

  Unstuck.scored = { signature, lines, isSure, isConclusive };
})((globalThis.Unstuck ??= {}));
