// Pasted text to lines that can be compared, each step reversible to the paste's own lines and columns: the twin of
// normalise.py.
(function (Unstuck) {
  'use strict';

  const { SPACE, SPACES, fold, straighten } = Unstuck.text;
  const { rules } = Unstuck;
  const { limits } = rules;
  const ANSI = new RegExp(rules.ansi, 'g');
  const CONTROLS = new RegExp(rules.controls, 'g');
  const ESCAPED_QUOTE = new RegExp(rules.escaped_quote, 'g');
  const ESCAPED_SPACE = new RegExp(rules.escaped_space, 'g');
  const IS_SPACE = new RegExp(`[${SPACE}]`);

  /** The first `head` and the last `tail` lines of a paste, those of them that hold anything, in order. */
  async function boundedLines(text, head, tail, clock) {
    const firsts = [];
    let lasts = []; // twice as long as asked at most, then cut
    let [number, at] = [1, 0];
    const end = /\r\n|\n|\r/g;
    for (let found = end.exec(text); ; found = end.exec(text)) {
      const place = [number, at, found ? found.index : text.length];
      if (firsts.length < head) firsts.push(place);
      else lasts.push(place);
      if (lasts.length >= 2 * tail) lasts = lasts.slice(-tail);
      if (!found) break;
      number += 1;
      at = end.lastIndex;
      if (clock.due()) await clock.rest();
    }
    const lines = [];
    for (const [one, start, stop] of [...firsts, ...lasts.slice(-tail)]) {
      const line = makeLine(one, text.slice(start, stop));
      if (line) lines.push(line);
      if (clock.due()) await clock.rest();
    }
    return lines;
  }

  function makeLine(number, raw) {
    const text = cleanLine(raw.slice(0, limits.max_line * 2)).slice(0, limits.max_line);
    return text ? { number, raw, text, folded: fold(text) } : null;
  }

  /** One line without what a terminal or a word processor added. */
  function cleanLine(raw) {
    const read = withoutEscapes(raw);
    const plain = read.includes('\x1b') ? read.replace(ANSI, '') : read;
    return straighten(plain.replace(CONTROLS, '')).replace(SPACES, ' ').replace(/^ | $/g, '');
  }

  /** A line that was put into JSON, as its quotes show, without what that added. */
  function withoutEscapes(raw) {
    return raw.includes('\\"') ? raw.replace(ESCAPED_SPACE, '  ').replace(ESCAPED_QUOTE, '') : raw;
  }

  /** The columns (from 0) in the line as pasted that became `start` to `end` of the cleaned line. */
  function rawSpan(line, start, end) {
    let raw = line.raw.slice(0, limits.max_line * 2);
    const dropped = new Uint8Array(raw.length);
    const patterns = [ANSI, CONTROLS];
    if (raw.includes('\\"')) {
      raw = raw.replace(ESCAPED_SPACE, '  ');
      patterns.push(ESCAPED_QUOTE);
    }
    for (const pattern of patterns) {
      for (const found of raw.matchAll(pattern)) dropped.fill(1, found.index, found.index + found[0].length);
    }
    const places = [];
    let space = true; // leading white space was stripped
    for (let at = 0; at < raw.length; at += 1) {
      if (dropped[at]) continue;
      const blank = IS_SPACE.test(raw[at]);
      if (!blank || !space) places.push(at);
      space = blank;
    }
    if (!places.length || start >= places.length) return [0, raw.length];
    return [places[start], places[Math.min(end, places.length) - 1] + 1];
  }

  Unstuck.normalise = { boundedLines, rawSpan };
})((globalThis.Unstuck ??= {}));
