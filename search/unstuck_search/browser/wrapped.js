// Messages that a narrow terminal broke over several lines, joined again: the twin of wrapped.py.
(function (Unstuck) {
  'use strict';

  const { limits } = Unstuck.rules;

  /** A place in joined lines as places in the lines they came from. */
  function spans(joined, start, end) {
    const found = [];
    for (const [line, begin] of joined.parts) {
      const low = Math.max(start - begin, 0);
      const high = Math.min(end - begin, line.text.length);
      if (low < high) found.push([line, low, high]);
    }
    return found;
  }

  /** The lines at some places joined with what follows them, and with what precedes them. */
  function joinedLines(lines, places) {
    const starts = new Set(places.flatMap((place) => [place - 1, place]).filter((start) => start >= 0));
    const found = [];
    for (const start of [...starts].sort((one, other) => one - other)) {
      for (let count = 2; count <= limits.max_wrapped_lines; count += 1) {
        const group = lines.slice(start, start + count);
        if (group.length < count || !goesOn(group[count - 2], group[count - 1])) break;
        const parts = [];
        let at = 0;
        for (const line of group) {
          parts.push([line, at]);
          at += line.text.length + 1;
        }
        const text = group.map((line) => line.text).join(' ');
        const folded = group.map((line) => line.folded).join(' ');
        found.push({ line: { number: group[0].number, raw: group[0].raw, text, folded }, parts });
      }
    }
    return found;
  }

  /** Whether a line may have been broken before the next one: that one's first word would not have fitted. */
  function goesOn(line, following) {
    return line.text.length + 1 + following.text.split(' ', 1)[0].length >= limits.wrap_width;
  }

  Unstuck.wrapped = { spans, joinedLines };
})((globalThis.Unstuck ??= {}));
