// What speaks for one signature in a paste: found whole, or word by word in the telling lines. The twin of anchors.py,
// align.py and evidence.py, which explain each step.
(function (Unstuck) {
  'use strict';

  const { template, wordsIn, sum, SOFT_MISSING } = Unstuck;
  const { promising, tokens, makeRun, messageStart, kind, joinedLines, joinedSpans } = Unstuck.lines;
  const PARTIAL_LINES = 24;
  const PER_LINE = 8; // signatures compared word by word per line
  const LEAST_VALUE = 0.5;
  const WORTH_A_LOOK = 0.3; // of the information that a line shares with the signature it shares most with
  const POSTINGS = 3000; // entries looked at per line, those of its rarest words first
  const MIN_BITS = 5;
  const LEAST_BITS = 3;
  const MIN_COVERAGE = 0.35;
  const NEARLY = 0.97;
  const MOST_OUTSIDE = 60; // words of a line beyond which more of them make a signature no less telling
  const TYPE_BITS = { int: 1, hex: 1, path: 1, port: 1, quoted: 1, version: 1, ip: 2, url: 2, uuid: 3 };
  const MARK_BITS = 0.25;
  const MAX_MARKS = 8;
  const SOFT_FOUND = 0.7; // what an example's word proves of its weight where it is there
  const PLACES = 6; // places of one word that are looked at
  const CLOSE = 3; // words between two words of a template that still count as together
  const MARK = /[^\p{L}\p{N} ]/gu;

  /** References of the entries whose two rarest words stand in a line, given its words. */
  function standing(rows, held) {
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

  /** A paste taken apart, with the rows and articles that it asks for loaded; `codes` are what may be its codes. */
  async function prepare(rows, lines, groups, codes, clock) {
    const close = promising(groups, PARTIAL_LINES);
    const near = new Set(close.map(([place]) => place));
    const held = [];
    const asked = new Set(codes);
    const others = new Set();
    for (let place = 0; place < lines.length; place += 1) {
      held.push(new Set(wordsIn(lines[place].folded)));
      for (const word of held[place]) (near.has(place) ? asked : others).add(word);
      if (clock.due()) await clock.rest();
    }
    for (const word of await rows.anchors(others, clock)) asked.add(word);
    await rows.needKeys('w', asked);
    const joined = joinedLines(lines, close.map(([place]) => place));
    const ready = { lines, close, joined, whole: [], wrapped: [], runs: [], partial: [] };
    const references = new Set(rows.unanchored);
    const keep = (found) => {
      for (const one of found) references.add(one);
      return found;
    };
    for (const found of held) {
      ready.whole.push(keep(standing(rows, found)));
      if (clock.due()) await clock.rest();
    }
    for (const one of joined) ready.wrapped.push(keep(standing(rows, new Set(wordsIn(one.line.folded)))));
    for (const [place] of close) {
      const run = makeRun(lines, place, 1);
      ready.runs.push(run);
      ready.partial.push(keep(candidates(rows, run)));
      if (clock.due()) await clock.rest();
    }
    const owners = [...codes].flatMap((code) => rows.codes.get(code) || []);
    await rows.needArticles(new Set([...owners, ...[...references].map(Unstuck.articleOf)]));
    return ready;
  }

  /** All that speaks for any entry: whole matches, then partial ones. */
  async function findEvidence(rows, ready, clock) {
    const shares = new Map();
    const whole = await wholeMatches(rows, ready, shares, clock);
    const wrapped = await wrappedMatches(rows, ready, shares, whole, clock);
    return [...whole, ...wrapped, ...(await partialMatches(rows, ready, shares, clock))];
  }

  async function wholeMatches(rows, ready, shares, clock) {
    const found = new Map();
    for (let place = 0; place < ready.lines.length; place += 1) {
      for (const reference of [...ready.whole[place], ...rows.unanchored]) {
        if (found.has(reference)) continue;
        const entry = rows.entry(reference);
        const matches = matchFrom(entry.templates, ready.lines, place);
        if (matches) found.set(reference, wholeEvidence(entry, matches, shares, null));
        if (clock.due()) await clock.rest();
      }
    }
    return [...found.values()];
  }

  /** Match a signature whose first template must stand in `lines[index]`; the rest in order, gaps allowed. */
  function matchFrom(templates, lines, index) {
    const first = template.find(templates[0], lines[index].text, lines[index].folded);
    if (!first) return null;
    const matches = [[lines[index], first]];
    let [at, begin] = [index, first.end];
    for (const one of templates.slice(1)) {
      let there = null;
      for (let here = at; here < Math.min(index + Unstuck.rules.window, lines.length); here += 1) {
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
        if (done.has(reference) || found.has(reference) || entry.templates.length > 1) continue;
        const place = template.find(entry.templates[0], joined.line.text, joined.line.folded);
        if (place) found.set(reference, wholeEvidence(entry, [[joined.line, place]], shares, joined));
        if (clock.due()) await clock.rest();
      }
    }
    return [...found.values()];
  }

  function wholeEvidence(entry, matches, shares, joined) {
    let { bits } = entry;
    if (bits >= MIN_BITS) bits += sum(entry.templates.map(form));
    const captures = new Map();
    for (const [, found] of matches) for (const pair of found.captures) captures.set(JSON.stringify(pair), pair);
    let spans = matches.map(([line, found]) => [line, found.start, found.end]);
    if (joined) spans = joinedSpans(joined, matches[0][1].start, matches[0][1].end);
    return evidence(entry, {
      bits,
      coverage: 1,
      contiguity: 1,
      explained: explainedBy(shares, spans),
      kind: Math.max(...spans.map(([line]) => kind(line))),
      whole: true,
      spans,
      captures: [...captures.values()],
    });
  }

  /** What the form of a template proves beside its words, in bits. */
  function form(one) {
    const marks = sum(one.literals.map((piece) => (piece.match(MARK) || []).length));
    return sum(one.parts.map((part) => TYPE_BITS[part.type] || 0)) + MARK_BITS * Math.min(marks, MAX_MARKS);
  }

  function evidence(entry, found) {
    const near = found.coverage ** 2 * (0.5 + 0.5 * found.contiguity);
    return { entry, ...found, strength: found.bits * near * (found.kind ? 1 : 0.7) };
  }

  /** The greatest share of a message's own words (not of its quoted values) that lies between two offsets. */
  function explainedBy(shares, spans) {
    return Math.max(...spans.map(([line, start, end]) => explained(shares, line, start, end)));
  }

  function explained(shares, line, start, end) {
    if (!shares.has(line.number)) {
      const held = tokens(line.folded, 0);
      const own = held.filter((token) => !token.soft).map((token) => token.start);
      shares.set(line.number, [held.map((token) => token.start), own, messageStart(line)]);
    }
    const [every, own, begin] = shares.get(line.number);
    const before = (starts, offset) => starts.filter((one) => one < offset).length;
    const inside = before(every, end) - before(every, start);
    const outside = own.length - before(own, Math.min(start, begin)) - (before(own, end) - before(own, start));
    return inside ? inside / (inside + Math.min(outside, MOST_OUTSIDE)) : 0;
  }

  async function partialMatches(rows, ready, shares, clock) {
    const best = new Map();
    for (let at = 0; at < ready.close.length; at += 1) {
      const [place, which] = ready.close[at];
      const own = ready.runs[at];
      let wide = null;
      for (const reference of ready.partial[at]) {
        const entry = rows.entry(reference);
        let found = compare(entry, ready.lines, own, which, shares);
        if (found && found.coverage < 0.9) {
          wide ??= makeRun(ready.lines, place, 3);
          if (wide.tokens.length > own.tokens.length) {
            const wider = compare(entry, ready.lines, wide, which, shares);
            if (wider && wider.strength > found.strength * 1.15) found = wider;
          }
        }
        if (!found || found.bits < LEAST_BITS || found.coverage < MIN_COVERAGE) continue;
        if (!best.has(reference)) best.set(reference, found);
        else if (found.strength > best.get(reference).strength) best.set(reference, found);
      }
      if (clock.due()) await clock.rest();
    }
    return [...best.values()];
  }

  /** References of the entries that share most information with a line: its rarer words, its rarer pairs of words. */
  function candidates(rows, run) {
    const found = [];
    for (const word of [...run.places.keys()].sort()) {
      const row = rows.words.get(word);
      if (row && row.postings.length) found.push(row);
    }
    const hard = run.tokens.filter((token) => !token.soft).map((token) => token.word);
    const pairs = new Set(hard.slice(1).map((word, at) => `${hard[at]} ${word}`));
    for (const pair of [...pairs].sort()) {
      const row = rows.pair(...pair.split(' '));
      if (row) found.push(row);
    }
    found.sort((one, other) => one.postings.length - other.postings.length);
    const scores = new Map();
    let room = POSTINGS;
    for (const { postings, weight } of found) {
      room -= postings.length;
      if (room < 0) break;
      for (const [reference, firm] of postings) {
        const known = scores.get(reference);
        if (known) known[0] += weight;
        else scores.set(reference, [weight, firm]);
      }
    }
    const ranked = [];
    for (const [reference, [bits, firm]] of scores) {
      if (bits >= LEAST_BITS) ranked.push([-bits * Math.min(1, bits / (firm + 1)), reference]);
    }
    ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const nearest = ranked.slice(0, PER_LINE);
    const least = nearest.length ? Math.min(-LEAST_VALUE, nearest[0][0] * WORTH_A_LOOK) : 0;
    return nearest.filter(([value]) => value < least).map(([, reference]) => reference);
  }

  function compare(entry, lines, run, which, shares) {
    const found = align(entry, run);
    if (!found.places.length) return null;
    const ends = new Map();
    for (const place of found.places) {
      const token = run.tokens[place];
      const [low, high] = ends.get(token.line) || [token.start, token.end];
      ends.set(token.line, [Math.min(low, token.start), Math.max(high, token.end)]);
    }
    const spans = [...ends].sort((one, other) => one[0] - other[0]).map(([line, [low, high]]) => [lines[line], low, high]);
    const total = found.bits + found.missing;
    const coverage = total ? found.bits / total : 0;
    return evidence(entry, {
      bits: found.bits,
      coverage,
      contiguity: found.contiguity,
      explained: explainedBy(shares, spans),
      kind: which,
      whole: coverage >= NEARLY && found.contiguity >= NEARLY && !entry.strict,
      spans,
      captures: [],
    });
  }

  /** The heaviest chain of the template's words that stands in order; words next to each other weigh more. */
  function align(entry, run) {
    const rows = [];
    let missing = 0;
    entry.words.forEach((word, number) => {
      const weight = entry.weights[number];
      missing += weight * (entry.soft[number] ? SOFT_MISSING : 1);
      const worth = weight * (entry.soft[number] ? SOFT_FOUND : 1);
      for (const place of (run.places.get(word) || []).slice(0, PLACES)) rows.push([place, number, worth]);
    });
    if (!rows.length) return { bits: 0, missing, contiguity: 0, places: [] };
    rows.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const chain = heaviest(rows);
    let bits = 0;
    const stands = new Map();
    for (const [place, number, weight] of chain) {
      bits += weight;
      missing -= entry.weights[number] * (entry.soft[number] ? SOFT_MISSING : 1);
      stands.set(number, place);
    }
    entry.pairs.forEach(([first, second], at) => {
      const weight = entry.pairWeights[at];
      if (stands.has(first) && stands.has(second) && isNear(entry, first, second, stands, run.hard)) bits += weight;
      else missing += weight;
    });
    let close = 0;
    for (let at = 1; at < chain.length; at += 1) {
      const [place, number] = chain[at - 1];
      const [nextPlace, nextNumber] = chain[at];
      const room = entry.soft.slice(number, nextNumber + 1).some(Boolean) ? CLOSE : 0;
      if (!entry.joined[nextNumber] || nextPlace - place <= nextNumber - number + room) close += 1;
    }
    const contiguity = chain.length > 1 ? close / (chain.length - 1) : 1;
    return { bits, missing: Math.max(0, missing), contiguity, places: chain.map((row) => row[0]) };
  }

  function heaviest(rows) {
    const best = [];
    const before = [];
    rows.forEach(([place, number, weight], at) => {
      let [top, link] = [0, -1];
      for (let back = at - 1; back > Math.max(-1, at - 60); back -= 1) {
        const other = rows[back];
        if (other[1] < number && other[0] < place) {
          const value = best[back] + (place - other[0] === number - other[1] ? 0.3 : 0);
          if (value > top) [top, link] = [value, back];
        }
      }
      best.push(top + weight);
      before.push(link);
    });
    let at = 0;
    for (let row = 1; row < rows.length; row += 1) {
      if (best[row] > best[at] || (best[row] === best[at] && rows[row][0] < rows[at][0])) at = row;
    }
    const chain = [];
    for (; at >= 0; at = before[at]) chain.push(rows[at]);
    return chain.reverse();
  }

  /** Whether two neighbours of the template are neighbours in the text, examples and variable parts aside. */
  function isNear(entry, first, second, stands, hard) {
    const gap = hard[stands.get(second)] - hard[stands.get(first)];
    return gap > 0 && gap <= (entry.joined.slice(first + 1, second + 1).every(Boolean) ? 1 : 1 + CLOSE);
  }

  Unstuck.evidence = { prepare, findEvidence };
})((globalThis.Unstuck ??= {}));
