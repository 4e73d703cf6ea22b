// The errors of an answered paste: the twin of answer.py.
(function (Unstuck) {
  'use strict';

  /** The lines of the paste that a hit was found in, ascending. */
  function lines(hit) {
    return [...new Set(hit.spans.map((span) => span.line))].sort((one, other) => one - other);
  }

  /**
   * The errors of the paste, each with the articles that state it: the one that is answered first, then the others by
   * their lines. Empty where nothing matches.
   */
  function errors({ verdict, hits }) {
    if (verdict !== 'match') return [];
    const groups = [[hits[0]]];
    for (const hit of hits.slice(1)) {
      const own = groups.find(([first]) => lines(first).some((line) => lines(hit).includes(line)));
      if (!own && hit.sure) groups.push([hit]);
      else if (own && hit.whole && lines(hit).join() === lines(own[0]).join()) own.push(hit);
    }
    const [first, ...others] = groups;
    return [first, ...others.sort(([one], [other]) => byLines(lines(one), lines(other)))];
  }

  function byLines(one, other) {
    const at = one.findIndex((line, place) => line !== other[place]);
    if (at < 0) return one.length - other.length;
    return at < other.length ? one[at] - other[at] : 1;
  }

  Object.assign(Unstuck, { errorsOf: errors, linesOf: lines });
})((globalThis.Unstuck ??= {}));
