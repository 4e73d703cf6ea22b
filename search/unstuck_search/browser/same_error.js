// Articles that state the same error: which comes first, and how sure each is. The twin of same_error.py.
(function (Unstuck) {
  'use strict';

  const { findWord, isAlnumAt, isAlnumBefore } = Unstuck.template;
  const { signature, lines, isSure } = Unstuck.scored;
  const { limits } = Unstuck.rules;

  /** The findings with those that state the first one's error in their declared order, or sharing their confidence. */
  function settleSameError(found, folded) {
    const [{ best }] = found;
    const first = signature(found[0]);
    if (first) {
      const same = found.filter((one) => signature(one)?.shape === first.shape);
      if (same.length > 1 && same.some((one) => signature(one).order || signature(one).cues.length)) {
        return declared(found, same, folded.join('\n'));
      }
    }
    return best ? tied(found, best.entry.shape) : found;
  }

  /** Those with more cues in the paste first, then by order. None is surer than the one before it. */
  function declared(found, same, text) {
    const ranked = same
      .map((one) => [one, cuesIn(signature(one), text), order(signature(one))])
      .sort((one, other) => other[1] - one[1] || one[2] - other[2] || other[0].confidence - one[0].confidence);
    let least = found[0].confidence;
    const settled = ranked.map(([one], place) => {
      if (place) least = Math.min(least, one.confidence);
      return { ...one, confidence: least };
    });
    return [...settled, ...found.filter((one) => !same.includes(one))];
  }

  function order(entry) {
    return entry.order || Number.MAX_SAFE_INTEGER;
  }

  /** How many of a signature's cues a folded text holds: as whole words where they begin or end as one. */
  function cuesIn(entry, text) {
    return entry.cues.filter((cue) => holds(text, cue)).length;
  }

  function holds(text, cue) {
    for (let at = findWord(text, cue, 0); at >= 0; at = findWord(text, cue, at + 1)) {
      const end = at + cue.length;
      if (!(isAlnumBefore(text, end) && end < text.length && isAlnumAt(text, end))) return true;
    }
    return false;
  }

  /** The first ones share their confidence where it is nearly the same, and what follows is no surer than they are. */
  function tied(found, shape) {
    let count = 1;
    while (count < found.length && found[count].confidence > found[0].confidence - limits.tie_confidence) {
      const { best } = found[count];
      if (!best || best.entry.shape !== shape) break;
      count += 1;
    }
    if (count === 1) return found;
    const least = Number((found[count - 1].confidence / Math.sqrt(count)).toFixed(6));
    return found.map((one, place) => {
      const own = Number((one.confidence / Math.sqrt(count)).toFixed(6));
      return { ...one, confidence: place < count ? own : Math.min(one.confidence, least) };
    });
  }

  /** The findings with the earliest of several errors first, of those that are surely there with nothing missing. */
  function firstCause(found) {
    const own = lines(found[0]);
    if (!own.length) return found;
    const earlier = found.slice(1).filter(
      (one) =>
        signature(one) &&
        lines(one).length &&
        lines(one).at(-1) < own[0] &&
        one.confidence >= limits.cause_confidence &&
        isSure(one, one.confidence),
    );
    if (!earlier.length) return found;
    const [cause] = earlier.sort((one, other) => lines(one)[0] - lines(other)[0] || other.confidence - one.confidence);
    const there = lines(cause).join();
    const same = found.filter((one) => one !== cause && signature(one) && lines(one).join() === there);
    return [cause, ...same, ...found.filter((one) => one !== cause && !same.includes(one))];
  }

  Unstuck.sameError = { settleSameError, firstCause };
})((globalThis.Unstuck ??= {}));
