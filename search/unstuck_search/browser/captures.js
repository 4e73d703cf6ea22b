// The values that the templates of an article captured: the twin of captures.py.
(function (Unstuck) {
  'use strict';

  const { fold, words } = Unstuck.text;
  const { captureTypes } = Unstuck.patternMatch;
  const ANYTHING = 'rest';

  /** The values of an article's best match, then those that its other signatures captured under other names elsewhere. */
  function capturesOf(best, matches) {
    if (!best) return [];
    const found = new Map();
    const own = new Set(best.spans.map(([line]) => line.number));
    const others = matches.filter((one) => one.exact && !one.spans.some(([line]) => own.has(line.number)));
    for (const match of [best, ...others]) {
      const types = captureTypes(match.entry.templates);
      for (const [name, value] of match.captures) {
        if (!found.has(name)) found.set(name, { name, value, type: types.get(name) });
      }
    }
    return [...found.values()];
  }

  /** The words of the values that a match captured, each time they occur; of parts that promise something of them. */
  function capturedWords(match) {
    const types = captureTypes(match.entry.templates);
    return match.captures.flatMap(([name, value]) => (types.get(name) === ANYTHING ? [] : words(fold(value))));
  }

  Unstuck.captures = { capturesOf, capturedWords };
})((globalThis.Unstuck ??= {}));
