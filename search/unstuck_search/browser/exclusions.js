// What excludes a signature, however many of its words a line holds: the twin of exclusions.py.
(function (Unstuck) {
  'use strict';

  const { isBeginning, mustBegin } = Unstuck.beginning;
  const NUMBER = /^[0-9]+$/;

  /** Whether the line has another number where the template has a literal one: `exit code 1` is not `exit code 137`. */
  function hasOtherNumber(entry, run, found) {
    const placeOf = new Map(found.numbers.map((number, at) => [number, found.places[at]]));
    return entry.words.some((word, number) => {
      if (!NUMBER.test(word) || entry.examples[number] || !entry.joined[number] || placeOf.has(number)) return false;
      const following = (placeOf.get(number - 1) ?? -1) + 1;
      return following > 0 && following < run.tokens.length && NUMBER.test(run.tokens[following].word);
    });
  }

  /** Whether the word of the template that is worth most, examples aside, was found. */
  function hasTellingWord(entry, found) {
    const own = entry.weights.filter((_, number) => !entry.examples[number]);
    const most = Math.max(...own);
    return !own.length || found.numbers.some((number) => !entry.examples[number] && entry.weights[number] >= most);
  }

  /** Whether what was found may be the beginning of a message, where the template asks for that. */
  function beginsMessage(entry, lines, run, found) {
    if (!mustBegin(entry.templates[0])) return true;
    if (found.numbers[0] !== 0) return false;
    const token = run.tokens[found.places[0]];
    return isBeginning(lines[token.line], token.start);
  }

  Unstuck.exclusions = { hasOtherNumber, hasTellingWord, beginsMessage };
})((globalThis.Unstuck ??= {}));
