// Pasted text to lines that can be compared, and which of them are worth a second look: the twin of normalise.py,
// windows.py and wrapped.py.
(function (Unstuck) {
  'use strict';

  const { rules, fold, wordsIn } = Unstuck;
  const ANSI = new RegExp(rules.ansi, 'g');
  const CONTROLS = new RegExp(rules.controls, 'g');
  const PREFIX = new RegExp(rules.prefix);
  const FRAME_LINE = new RegExp(rules.frame_line);
  const ERROR_LINE = new RegExp(rules.error_line);
  const CALM_LINE = new RegExp(rules.calm_line);
  const SOFT = new RegExp(rules.soft, 'dg');
  const WORD = /[\p{L}\p{N}]+/gu;
  const IS_SPACE = new RegExp(`[${Unstuck.SPACE}]`);
  const COUNTERS = ['line ', 'column ', 'position ', 'char ', 'pid ', 'after '];
  const [ERROR, PLAIN, CALM, FRAME] = [3, 2, 1, 0];
  const MAX_TOKENS = 300;
  const SOFT_WORDS = 6; // more words in quotation marks than this are a message, not an example
  const WIDTH = 60; // columns short of which nothing would have been wrapped
  const MOST_JOINED = 6;

  /** One line without what a terminal or a word processor added. */
  function cleanLine(raw) {
    const plain = raw.includes('\x1b') ? raw.replace(ANSI, '') : raw;
    return Unstuck.straighten(plain.replace(CONTROLS, '')).replace(Unstuck.SPACES, ' ').replace(/^ | $/g, '');
  }

  function makeLine(number, raw) {
    const text = cleanLine(raw.slice(0, rules.max_line * 2)).slice(0, rules.max_line);
    return text ? { number, raw, text, folded: fold(text) } : null;
  }

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

  /** The columns (from 0) in the line as pasted that became `start` to `end` of the cleaned line. */
  function rawSpan(line, start, end) {
    const raw = line.raw.slice(0, rules.max_line * 2);
    const dropped = new Uint8Array(raw.length);
    for (const pattern of [ANSI, CONTROLS]) {
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

  /** What a line is: one that tells of an error, a plain one, a calm one (INFO, DEBUG), or a stack frame. */
  function kind(line) {
    if (FRAME_LINE.test(line.text)) return FRAME;
    if (ERROR_LINE.test(line.folded)) return ERROR;
    return CALM_LINE.test(line.folded) ? CALM : PLAIN;
  }

  /** Where a line's own message begins, behind timestamps, levels and names of containers. */
  function messageStart(line) {
    let at = 0;
    for (let turn = 0; turn < 8; turn += 1) {
      const found = PREFIX.exec(line.text.slice(at, at + 400));
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

  /** Place and kind of the lines to compare word by word: telling ones first, at most `limit`. */
  function promising(groups, limit) {
    const found = [];
    for (const which of [ERROR, PLAIN, CALM, FRAME]) {
      const places = groups[which];
      let room = limit - found.length;
      if (which === FRAME) room = Math.min(room, Math.floor(limit / 4));
      const tail = places.length > room ? Math.floor(room / 3) : 0;
      const chosen = [...places.slice(0, room - tail), ...places.slice(places.length - tail)];
      for (const place of chosen) found.push([place, which]);
    }
    return found;
  }

  /** The words of one line, the first `MAX_TOKENS` of them; `soft` marks those of what looks like an example. */
  function tokens(folded, number) {
    const found = [];
    const examples = softSpans(folded);
    let at = 0;
    for (const match of folded.matchAll(WORD)) {
      const start = match.index;
      while (at < examples.length && examples[at][1] <= start) at += 1;
      const soft = at < examples.length && examples[at][0] <= start;
      found.push({ word: match[0], line: number, start, end: start + match[0].length, soft });
      if (found.length >= MAX_TOKENS) break;
    }
    return found;
  }

  /** Where a text holds examples (quoted names, paths, numbers), in order. */
  function softSpans(folded) {
    const found = [];
    for (const match of folded.matchAll(SOFT)) {
      const [start, end] = match.indices[1];
      const held = wordsIn(match[1]);
      const escape = match[1].includes('\\') && held.length === 1 && Array.from(held[0]).length === 1;
      const before = folded.slice(0, start);
      const number = /^[0-9]+$/.test(match[1]) && /^ ?$/.test(before.slice(-1)) && /^[ .\])]?$/.test(folded.slice(end, end + 1));
      const meant = number && !COUNTERS.some((counter) => before.endsWith(counter));
      if (held.length <= SOFT_WORDS && !escape && !meant) found.push([start, end]);
    }
    return found;
  }

  /** The words of `count` lines from `place` on, where each stands, and how many that are no examples stand before. */
  function makeRun(lines, place, count) {
    let found = [];
    for (let number = place; number < Math.min(place + count, lines.length); number += 1) {
      found.push(...tokens(lines[number].folded, number));
      if (found.length >= MAX_TOKENS) {
        found = found.slice(0, MAX_TOKENS);
        break;
      }
    }
    const places = new Map();
    const hard = [0];
    found.forEach((token, at) => {
      if (places.has(token.word)) places.get(token.word).push(at);
      else places.set(token.word, [at]);
      hard.push(hard[hard.length - 1] + (token.soft ? 0 : 1));
    });
    return { tokens: found, places, hard };
  }

  /** The lines at some places joined with what follows them, and with what stands before them. */
  function joinedLines(lines, places) {
    const starts = new Set(places.flatMap((place) => [place - 1, place]).filter((start) => start >= 0));
    const found = [];
    for (const start of [...starts].sort((one, other) => one - other)) {
      for (let count = 2; count <= MOST_JOINED; count += 1) {
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
    return line.text.length + 1 + following.text.split(' ', 1)[0].length >= WIDTH;
  }

  /** A place in joined lines as places in the lines they came from. */
  function joinedSpans(joined, start, end) {
    const found = [];
    for (const [line, begin] of joined.parts) {
      const low = Math.max(start - begin, 0);
      const high = Math.min(end - begin, line.text.length);
      if (low < high) found.push([line, low, high]);
    }
    return found;
  }

  Unstuck.lines = {
    ERROR, FRAME, boundedLines, rawSpan, kind, messageStart, sortLines, promising, tokens, softSpans, makeRun,
    joinedLines, joinedSpans,
  };
})((globalThis.Unstuck ??= {}));
