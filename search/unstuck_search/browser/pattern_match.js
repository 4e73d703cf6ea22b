// What speaks for one signature in a paste, found whole or word by word in ranked lines: the twin of pattern_match.py,
// with `matchFrom` of signature.py and `anchoredCandidates` of anchors.py.
(function (Unstuck) {
  'use strict';

  const { words, sum } = Unstuck.text;
  const { template, align, rules } = Unstuck;
  const { isBeginning, mustBegin } = Unstuck.beginning;
  const { hasOtherNumber, hasTellingWord, beginsMessage } = Unstuck.exclusions;
  const { openBefore, openAfter } = Unstuck.pattern;
  const { rankLines, tokens, makeRun, messageStart, kind } = Unstuck.kinds;
  const { joinedLines, spans: joinedSpans } = Unstuck.wrapped;
  const { limits } = rules;
  const NUMBER = /[0-9]{1,15}/g;
  const BEFORE_MARKS = new Set(` ${rules.trailing}`);
  const AFTER_MARKS = new Set(` :=${rules.opening}`);
  const MARK = /[^\p{L}\p{N} ]/gu;

  /** All that speaks for any entry: whole matches, then partial ones of other entries. */
  async function findMatches(rows, ready, clock) {
    const shares = new Map();
    const found = await wholeMatches(rows, ready, shares, clock);
    const wrapped = await wrappedMatches(rows, ready, shares, found, clock);
    const exact = new Set([...found, ...wrapped].map((one) => one.entry.reference));
    const partial = await partialMatches(rows, ready, shares, clock);
    return [...found, ...wrapped, ...partial.filter((one) => !exact.has(one.entry.reference))];
  }

  /** A paste taken apart, with the rows that it asks for loaded; `codes` are what may be its codes. */
  async function prepare(rows, lines, groups, codes, clock) {
    const close = rankLines(groups, limits.compared_lines);
    const near = new Set(close.map(([place]) => place));
    const held = [];
    const asked = new Set(codes);
    const others = new Set();
    for (let place = 0; place < lines.length; place += 1) {
      held.push(new Set(words(lines[place].folded)));
      for (const word of held[place]) (near.has(place) ? asked : others).add(word);
      if (clock.due()) await clock.rest();
    }
    for (const word of await rows.anchors(others, clock)) asked.add(word);
    await rows.needKeys('w', asked);
    const joined = joinedLines(lines, close.map(([place]) => place));
    const ready = { lines, close, joined, whole: [], wrapped: [], runs: [], partial: [] };
    for (const found of held) {
      ready.whole.push(anchoredCandidates(rows, found));
      if (clock.due()) await clock.rest();
    }
    for (const one of joined) ready.wrapped.push(anchoredCandidates(rows, new Set(words(one.line.folded))));
    const homes = new Set(rows.homes);
    for (const [place] of close) {
      const run = makeRun(lines, place, 1);
      const found = candidates(rows, run);
      for (const [, home] of found) homes.add(home);
      ready.runs.push(run);
      ready.partial.push(found.map(([reference]) => reference));
      if (clock.due()) await clock.rest();
    }
    await rows.needHomes(homes);
    return ready;
  }

  async function wholeMatches(rows, ready, shares, clock) {
    const found = new Map();
    for (let place = 0; place < ready.lines.length; place += 1) {
      for (const reference of [...ready.whole[place], ...rows.unanchored]) {
        const entry = rows.entry(reference);
        if (!entry || (found.has(reference) && !capturesVersion(entry))) continue;
        const matches = matchFrom(entry.templates, ready.lines, place);
        if (matches) {
          const match = whole(entry, matches, shares, null);
          if (!found.has(reference) || isHigher(versionOf(match), versionOf(found.get(reference)))) found.set(reference, match);
        }
        if (clock.due()) await clock.rest();
      }
    }
    return [...found.values()];
  }

  /** Whether a match of a signature may begin at an offset of a line. */
  function begins(templates, line, start) {
    return !mustBegin(templates[0]) || isBeginning(line, start);
  }

  /** Match a signature whose first template must match `lines[index]`; the rest in order, gaps allowed. */
  function matchFrom(templates, lines, index) {
    const first = template.find(templates[0], lines[index].text, lines[index].folded);
    if (!first || !begins(templates, lines[index], first.start)) return null;
    const matches = [[lines[index], first]];
    let [at, begin] = [index, first.end];
    for (const one of templates.slice(1)) {
      let there = null;
      for (let here = at; here < Math.min(index + limits.signature_window, lines.length); here += 1) {
        const line = lines[here];
        const found = template.find(one, line.text.slice(begin), line.folded.slice(begin));
        if (found) {
          there = { start: found.start + begin, end: found.end + begin, captures: found.captures };
          matches.push([line, there]);
          [at, begin] = [here, there.end];
          break;
        }
        begin = 0;
      }
      if (!there) return null;
    }
    return matches;
  }

  async function wrappedMatches(rows, ready, shares, known, clock) {
    const found = new Map();
    const done = new Set(known.map((one) => one.entry.reference));
    for (let at = 0; at < ready.joined.length; at += 1) {
      const joined = ready.joined[at];
      for (const reference of ready.wrapped[at]) {
        const entry = rows.entry(reference);
        if (!entry) continue;
        if (done.has(reference) || found.has(reference) || entry.templates.length > 1) continue;
        const place = template.find(entry.templates[0], joined.line.text, joined.line.folded);
        if (place && begins(entry.templates, joined.line, place.start)) found.set(reference, whole(entry, [[joined.line, place]], shares, joined));
        if (clock.due()) await clock.rest();
      }
    }
    return [...found.values()];
  }

  /** Whether a named part of a signature is a version. */
  function capturesVersion(entry) {
    return entry.templates.some((one) => one.parts.some((part) => part.type === 'version' && part.name));
  }

  /** The numbers of the first version that a match captured. */
  function versionOf(match) {
    const kinds = captureTypes(match.entry.templates);
    const found = match.captures.find(([name]) => kinds.get(name) === 'version');
    return found ? (found[1].match(NUMBER) || []).map(Number) : [];
  }

  /** Whether a version is higher than another one. */
  function isHigher(one, other) {
    const at = one.findIndex((number, place) => number !== other[place]);
    return at >= 0 && (at >= other.length || one[at] > other[at]);
  }

  /** The type of each named part of a signature, by name. */
  function captureTypes(templates) {
    const parts = templates.flatMap((one) => one.parts);
    return new Map(parts.filter((part) => part.name).map((part) => [part.name, part.type]));
  }

  /** A pattern found whole. */
  function whole(entry, matches, shares, joined) {
    let { bits } = entry;
    if (bits >= limits.form_min_bits) bits += sum(entry.templates.map(form));
    const captures = new Map();
    for (const [, found] of matches) for (const pair of found.captures) captures.set(JSON.stringify(pair), pair);
    let spans = matches.map(([line, found]) => [line, found.start, found.end]);
    if (joined) spans = joinedSpans(joined, matches[0][1].start, matches[0][1].end);
    return makeMatch(entry, {
      bits,
      coverage: 1,
      contiguity: 1,
      explained: explainedBy(shares, spans),
      kind: Math.max(...spans.map(([line]) => kind(line))),
      whole: true,
      exact: true,
      telling: true,
      begun: true,
      spans,
      captures: [...captures.values()],
    });
  }

  /** What the form of a template proves besides its words, in bits. */
  function form(one) {
    const marks = sum(one.literals.map((piece) => (piece.match(MARK) || []).length));
    return sum(one.parts.map((part) => rules.type_bits[part.type] || 0)) + limits.mark_bits * Math.min(marks, limits.max_marks);
  }

  /** A match with its strength: one number to keep the best of several by. */
  function makeMatch(entry, found) {
    const part = limits.contiguity_share;
    const near = found.coverage ** 2 * (1 - part + part * found.contiguity);
    return { entry, ...found, strength: found.bits * near * (found.kind ? 1 : limits.frame_strength) };
  }

  /** The greatest share of a message's own words (not of its quoted values) that lies between two offsets. */
  function explainedBy(shares, spans) {
    return Math.max(...spans.map(([line, start, end]) => explained(shares, line, start, end)));
  }

  /** The share of a message's own words (not of its quoted values) that lie between two offsets. */
  function explained(shares, line, start, end) {
    if (!shares.has(line.number)) {
      const held = tokens(line.folded, 0);
      const own = held.filter((token) => !token.example).map((token) => token.start);
      shares.set(line.number, [held.map((token) => token.start), own, messageStart(line)]);
    }
    const [every, own, begin] = shares.get(line.number);
    const before = (starts, offset) => starts.filter((one) => one < offset).length;
    const inside = before(every, end) - before(every, start);
    const outside = own.length - before(own, Math.min(start, begin)) - (before(own, end) - before(own, start));
    return inside ? inside / (inside + Math.min(outside, limits.max_outside)) : 0;
  }

  /** Patterns that are there in part, in a ranked line or in it and the one or two after it. */
  async function partialMatches(rows, ready, shares, clock) {
    const best = new Map();
    for (let at = 0; at < ready.close.length; at += 1) {
      const [place, which] = ready.close[at];
      const own = ready.runs[at];
      let wide = null;
      for (const reference of ready.partial[at]) {
        const entry = rows.entry(reference);
        if (!entry) continue;
        let found = compare(entry, ready.lines, own, which, shares);
        if (found && found.coverage < limits.widen_below) {
          wide ??= makeRun(ready.lines, place, limits.wide_lines);
          if (wide.tokens.length > own.tokens.length) {
            const wider = compare(entry, ready.lines, wide, which, shares);
            if (wider && wider.strength > found.strength * limits.wide_gain) found = wider;
          }
        }
        if (!found || found.bits < limits.min_bits || found.coverage < limits.min_coverage) continue;
        if (!best.has(reference)) best.set(reference, found);
        else if (found.strength > best.get(reference).strength) best.set(reference, found);
      }
      if (clock.due()) await clock.rest();
    }
    return [...best.values()];
  }

  /** References and homes of the entries that share most information with a line: its rarer words, its rarer pairs of words. */
  function candidates(rows, run) {
    const found = [];
    for (const word of [...run.places.keys()].sort()) {
      const row = rows.words.get(word);
      if (row && row.postings.length) found.push(row);
    }
    const literals = run.tokens.filter((token) => !token.example).map((token) => token.word);
    const pairs = new Set(literals.slice(1).map((word, at) => `${literals[at]} ${word}`));
    for (const pair of [...pairs].sort()) {
      const row = rows.pair(...pair.split(' '));
      if (row) found.push(row);
    }
    found.sort((one, other) => one.postings.length - other.postings.length);
    const scores = new Map();
    let room = limits.max_postings;
    for (const { postings, weight } of found) {
      room -= postings.length;
      if (room < 0) break;
      for (const [reference, literalBits, home] of postings) {
        const known = scores.get(reference);
        if (known) known[0] += weight;
        else scores.set(reference, [weight, literalBits, home]);
      }
    }
    const ranked = [];
    for (const [reference, [bits, literalBits, home]] of scores) {
      if (bits >= limits.min_bits) ranked.push([-bits * Math.min(1, bits / (literalBits + 1)), reference, home]);
    }
    ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const nearest = ranked.slice(0, limits.patterns_per_line);
    const least = nearest.length ? Math.min(-limits.min_candidate_value, nearest[0][0] * limits.min_candidate_share) : 0;
    return nearest.filter(([value]) => value < least).map(([, reference, home]) => [reference, home]);
  }

  /** A pattern compared with a run of words. */
  function compare(entry, lines, run, which, shares) {
    const found = align(entry, run);
    if (!found.places.length || hasOtherNumber(entry, run, found) || !beginsMessage(entry, lines, run, found)) return null;
    const ends = new Map();
    for (const place of found.places) {
      const token = run.tokens[place];
      const [low, high] = ends.get(token.line) || [token.start, token.end];
      ends.set(token.line, [Math.min(low, token.start), Math.max(high, token.end)]);
    }
    const [first, last] = [run.tokens[found.places[0]], run.tokens[found.places.at(-1)]];
    if (openBefore(entry, found.numbers[0])) {
      const [low, high] = ends.get(first.line);
      ends.set(first.line, [valueBefore(lines[first.line].text, low), high]);
    }
    if (openAfter(entry, found.numbers.at(-1))) {
      const [low, high] = ends.get(last.line);
      ends.set(last.line, [low, valueAfter(lines[last.line].text, high)]);
    }
    const spans = [...ends].sort((one, other) => one[0] - other[0]).map(([line, [low, high]]) => [lines[line], low, high]);
    const total = found.bits + found.missing;
    const coverage = total ? found.bits / total : 0;
    return makeMatch(entry, {
      bits: found.bits,
      coverage,
      contiguity: found.contiguity,
      explained: explainedBy(shares, spans),
      kind: which,
      whole: coverage >= limits.whole_coverage && found.contiguity >= limits.whole_coverage && !entry.strict,
      exact: false,
      telling: hasTellingWord(entry, found),
      begun: found.numbers[0] === 0,
      spans,
      captures: [],
    });
  }

  /** Where the run of characters before an offset begins, white space and punctuation between them aside. */
  function valueBefore(text, at) {
    let end = at;
    while (end > 0 && BEFORE_MARKS.has(text[end - 1])) end -= 1;
    return end > 0 ? text.lastIndexOf(' ', end - 1) + 1 : 0;
  }

  /** Where the run of characters after an offset ends. */
  function valueAfter(text, at) {
    let start = at;
    while (start < text.length && AFTER_MARKS.has(text[start])) start += 1;
    const end = text.indexOf(' ', start);
    return end < 0 ? text.length : end;
  }

  /** References of the entries whose two rarest words are in a line, given its words. */
  function anchoredCandidates(rows, held) {
    const found = [];
    for (const word of held) {
      const row = rows.words.get(word);
      if (!row) continue;
      for (const [second, references] of row.anchors) {
        if (!second || held.has(second)) found.push(...references);
      }
    }
    return found;
  }

  Unstuck.patternMatch = { prepare, findMatches, captureTypes };
})((globalThis.Unstuck ??= {}));
