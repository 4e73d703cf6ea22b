// Articles that state the same error: which comes first, and how sure each is. The twin of same_error.py.
(function (Unstuck) {
  'use strict';

  const { findWord, isAlnumAt, isAlnumBefore } = Unstuck.template;
  const { signature, lines, isSure } = Unstuck.scored;
  const { limits } = Unstuck.rules;

  /**
   * The findings with those that state one error in their declared order; where none is declared for the first one's
   * error, those that state it share their confidence.
   */
  function settleSameError(found, folded) {
    const [{ best }] = found;
    const groups = declaredGroups(found);
    const text = groups.length ? folded.join('\n') : '';
    const first = groups.some((same) => same.includes(found[0]));
    let settled = best && !first ? tied(found, best.entry.shape) : found;
    for (const same of groups) settled = declared(settled, new Set(same.map((one) => one.article)), text);
    return settled;
  }

  /** Those that state the same error, where an author says which comes first. */
  function declaredGroups(found) {
    const byShape = new Map();
    for (const one of found) {
      const shape = signature(one)?.shape;
      if (shape === undefined) continue;
      if (!byShape.has(shape)) byShape.set(shape, []);
      byShape.get(shape).push(one);
    }
    return [...byShape.values()].filter((same) => same.length > 1 && same.some(declares));
  }

  function declares(one) {
    const entry = signature(one);
    return Boolean(entry.order || entry.cues.length);
  }

  /**
   * Those of some articles, where the first of them is, with more cues in the paste first, then by order. None is surer
   * than the one before it.
   */
  function declared(found, articles, text) {
    const same = found.filter((one) => articles.has(one.article));
    const place = found.indexOf(same[0]);
    const ranked = same
      .map((one) => [one, cuesIn(signature(one), text), order(signature(one))])
      .sort((one, other) => other[1] - one[1] || one[2] - other[2] || other[0].confidence - one[0].confidence);
    let least = same[0].confidence;
    const settled = ranked.map(([one], rank) => {
      if (rank) least = Math.min(least, one.confidence);
      return { ...one, confidence: least };
    });
    return [...found.slice(0, place), ...settled, ...found.slice(place).filter((one) => !articles.has(one.article))];
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
