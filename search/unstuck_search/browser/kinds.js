// Which lines of a paste are worth a second look, and their words: the twin of kinds.py.
(function (Unstuck) {
  'use strict';

  const { words } = Unstuck.text;
  const { rules } = Unstuck;
  const { limits, counters } = rules;
  const PREFIX = new RegExp(rules.prefix);
  const FRAME_LINE = new RegExp(rules.frame_line);
  const ERROR_LINE = new RegExp(rules.error_line);
  const INFO_LINE = new RegExp(rules.info_line);
  const EXAMPLE = new RegExp(rules.example, 'dg');
  const WORD = /[\p{L}\p{N}]+/gu;
  const [ERROR, PLAIN, INFO, FRAME] = [3, 2, 1, 0];

  /** What a line is: an error line, a plain one, an informative one (INFO, DEBUG), or a stack frame. */
  function kind(line) {
    if (FRAME_LINE.test(line.text)) return FRAME;
    if (ERROR_LINE.test(line.folded)) return ERROR;
    return INFO_LINE.test(line.folded) ? INFO : PLAIN;
  }

  /** Where a line's own message begins, behind timestamps, levels and names of containers. */
  function messageStart(line) {
    let at = 0;
    for (let turn = 0; turn < limits.max_prefixes; turn += 1) {
      const found = PREFIX.exec(line.text.slice(at, at + limits.max_prefix_chars));
      if (!found || found[0].length + at >= line.text.length) break;
      at += found[0].length;
    }
    return at;
  }

  /** The places of lines by what they are, each text once; lines that differ in numbers alone count as one. */
  async function sortLines(lines, clock) {
    const seen = new Set();
    const groups = [[], [], [], []];
    for (let place = 0; place < lines.length; place += 1) {
      const line = lines[place];
      const key = line.folded.slice(messageStart(line)).replace(/[0-9]+/g, '0');
      if (!seen.has(key)) {
        seen.add(key);
        groups[kind(line)].push(place);
      }
      if (clock.due()) await clock.rest();
    }
    return groups;
  }

  /** Place and kind of the lines to compare word by word: error lines first, at most `limit`. */
  function rankLines(groups, limit) {
    const found = [];
    for (const which of [ERROR, PLAIN, INFO, FRAME]) {
      const places = groups[which];
      let room = limit - found.length;
      if (which === FRAME) room = Math.min(room, Math.floor(limit / limits.frame_lines_part));
      const tail = places.length > room ? Math.floor(room / limits.last_lines_part) : 0;
      const chosen = [...places.slice(0, room - tail), ...places.slice(places.length - tail)];
      for (const place of chosen) found.push([place, which]);
    }
    return found;
  }

  /** The words of `count` lines from `place` on, where each is, and how many that are not examples precede it. */
  function makeRun(lines, place, count) {
    let found = [];
    for (let number = place; number < Math.min(place + count, lines.length); number += 1) {
      found.push(...tokens(lines[number].folded, number));
      if (found.length >= limits.max_tokens) {
        found = found.slice(0, limits.max_tokens);
        break;
      }
    }
    const places = new Map();
    const literalsBefore = [0];
    found.forEach((token, at) => {
      if (places.has(token.word)) places.get(token.word).push(at);
      else places.set(token.word, [at]);
      literalsBefore.push(literalsBefore[literalsBefore.length - 1] + (token.example ? 0 : 1));
    });
    return { tokens: found, places, literalsBefore };
  }

  /** The words of one line, the first `max_tokens` of them; `example` marks those of what looks like an example. */
  function tokens(folded, number) {
    const found = [];
    const examples = exampleSpans(folded);
    let at = 0;
    for (const match of folded.matchAll(WORD)) {
      const start = match.index;
      while (at < examples.length && examples[at][1] <= start) at += 1;
      const example = at < examples.length && examples[at][0] <= start;
      found.push({ word: match[0], line: number, start, end: start + match[0].length, example });
      if (found.length >= limits.max_tokens) break;
    }
    return found;
  }

  /** Where a text holds examples (quoted names, paths, numbers), in order. */
  function exampleSpans(folded) {
    const found = [];
    for (const match of folded.matchAll(EXAMPLE)) {
      const [start, end] = match.indices[1];
      const held = words(match[1]);
      const escape = match[1].includes('\\') && held.length === 1 && Array.from(held[0]).length === 1;
      const before = folded.slice(0, start);
      const number = /^[0-9]+$/.test(match[1]) && /^ ?$/.test(before.slice(-1)) && /^[ .\])]?$/.test(folded.slice(end, end + 1));
      const meant = number && !counters.some((counter) => before.endsWith(counter));
      if (held.length <= limits.max_example_words && !escape && !meant) found.push([start, end]);
    }
    return found;
  }

  Unstuck.kinds = { ERROR, FRAME, kind, messageStart, sortLines, rankLines, makeRun, tokens, exampleSpans };
})((globalThis.Unstuck ??= {}));
