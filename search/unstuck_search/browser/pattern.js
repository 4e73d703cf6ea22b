// One signature taken apart into the words that are compared: the twin of pattern.py, which documents its parts.
(function (Unstuck) {
  'use strict';

  const { fold, spoken, words, sum } = Unstuck.text;
  const { template, kinds, rules } = Unstuck;
  const CODES = new RegExp(rules.codes);
  const NARROW = new Set(rules.narrow_types);

  /** One signature of an article, given by its number, ready to be compared word by word: of a row of a shard. */
  function readPattern(article, [number, flags, lines, weights, pairWeights, order, cues], reference) {
    const templates = lines.map(template.parse);
    const entry = {
      article,
      reference,
      templates,
      inferred: Boolean(flags & 1),
      vague: Boolean(flags & 2),
      title: number === 0,
      number,
      text: lines.join('\n'),
      shape: templates.map(template.shape).join('\n'),
      words: [],
      examples: [],
      joined: [],
      pairs: [],
      coded: lines.some((line) => CODES.test(line)),
      strict: templates.some((one) => one.parts.some((part) => NARROW.has(part.type))),
      weights,
      pairWeights,
      order: order || 0,
      cues: cues || [],
      bits: sum(weights) + sum(pairWeights),
    };
    for (const one of templates) readWords(entry, one);
    const count = sum([...new Set(entry.words)].map(spoken));
    entry.brevity = entry.coded || !count ? 0 : 1 / (count * count);
    return entry;
  }

  /** Whether a variable part comes before one of the words. */
  function openBefore(entry, number) {
    return number > 0 ? !entry.joined[number] : 'type' in entry.templates[0].parts[0];
  }

  /** Whether a variable part follows one of the words. */
  function openAfter(entry, number) {
    if (number + 1 < entry.words.length) return !entry.joined[number + 1];
    return 'type' in entry.templates.at(-1).parts.at(-1);
  }

  function readWords(entry, one) {
    let apart = true;
    let last = -1;
    for (const part of one.parts) {
      if (!('text' in part)) {
        apart = true;
        continue;
      }
      const text = fold(part.text);
      for (const [begin, end, example] of pieces(text, kinds.exampleSpans(text))) {
        for (const word of words(text.slice(begin, end))) {
          if (!example) {
            if (last >= 0) entry.pairs.push([last, entry.words.length]);
            last = entry.words.length;
          }
          entry.words.push(word);
          entry.examples.push(example);
          entry.joined.push(!apart);
          apart = false;
        }
      }
    }
  }

  function pieces(text, examples) {
    const found = [];
    let at = 0;
    for (const [begin, end] of examples) {
      found.push([at, begin, false], [begin, end, true]);
      at = end;
    }
    return [...found, [at, text.length, false]];
  }

  Unstuck.pattern = { readPattern, openBefore, openAfter };
})((globalThis.Unstuck ??= {}));
