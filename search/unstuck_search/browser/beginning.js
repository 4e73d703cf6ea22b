// Which templates must begin a message, and where a message may begin: the twin of beginning.py.
(function (Unstuck) {
  'use strict';

  const { fold, words } = Unstuck.text;
  const { isAlnumBefore } = Unstuck.template;
  const { messageStart } = Unstuck.kinds;
  const { rules } = Unstuck;
  const CODES = new RegExp(rules.codes);
  const LEADING = new Set(rules.leading_words.split(' '));
  const OPENING = new Set(` ${rules.opening}`);
  const JOINERS = '/-_.'; // a word behind one of them is part of a longer name
  const ANYTHING = 'rest';

  /** Whether a template must begin the message: it has but one plain word before a typed part. */
  function mustBegin(template) {
    if (template.parts.length === 1) return false;
    const [first, second] = template.parts;
    if (!('text' in first) || !('type' in second) || second.type === ANYTHING) return false;
    const found = words(first.text);
    return found.length === 1 && found[0] === fold(found[0]) && !CODES.test(first.text);
  }

  /** Whether a message may begin at an offset of a line: not within a longer name, nor behind a word that leads to the next. */
  function isBeginning(line, start) {
    if (start <= messageStart(line)) return true;
    if (JOINERS.includes(line.folded[start - 1])) return false;
    let end = start;
    while (end > 0 && OPENING.has(line.folded[end - 1])) end -= 1;
    return end === 0 || !isAlnumBefore(line.folded, end) || !LEADING.has(words(line.folded.slice(0, end)).at(-1));
  }

  Unstuck.beginning = { mustBegin, isBeginning };
})((globalThis.Unstuck ??= {}));
