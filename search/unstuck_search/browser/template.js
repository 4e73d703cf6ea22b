// The template grammar of error signatures and where a template matches a line: the twin of template.py.
(function (Unstuck) {
  'use strict';

  const { SPACES, fold, words, straighten } = Unstuck.text;
  const { limits, trailing, opening } = Unstuck.rules;
  const ALNUM = /^[\p{L}\p{N}]/u;
  const PART = /\{\{|\}\}|\{([^{}]*)\}/g;
  const TYPES = {};
  for (const [name, source] of Object.entries(Unstuck.rules.types)) {
    TYPES[name] = { whole: new RegExp(`^(?:${source})$`), here: new RegExp(`(?:${source})`, 'y') };
  }

  /** The template without names: two of the same shape match the same text. */
  function shape(template) {
    return template.parts.map((part) => ('text' in part ? fold(part.text) : `{${part.type}}`)).join('');
  }

  /**
   * The first place in a line where the whole template matches, as `{start, end, captures}`, else null.
   * `line` has its white space squeezed and its quotes straightened; `folded` is `fold(line)`.
   */
  function find(template, line, folded) {
    if (!template.longest || !folded.includes(template.longest)) return null;
    const attempt = { template, line, folded, tries: limits.max_tries };
    const first = template.parts[0];
    const piece = template.literals[0];
    if ('text' in first) {
      let at = findWord(folded, piece, 0);
      while (at >= 0 && attempt.tries > 0) {
        const found = rest(attempt, 1, 1, at, at + piece.length, []);
        if (found) return found;
        attempt.tries -= 1;
        at = findWord(folded, piece, at + 1);
      }
      return null;
    }
    if (template.parts.length === 1 || 'type' in template.parts[1]) return rest(attempt, 0, 0, 0, 0, []);
    let at = folded.indexOf(piece, 1);
    while (at >= 0 && attempt.tries > 0) {
      const start = leading(first, line, at);
      if (start >= 0) {
        const captures = first.name ? [[first.name, line.slice(start, at)]] : [];
        const found = rest(attempt, 2, 1, start, at + piece.length, captures);
        if (found) return found;
      }
      attempt.tries -= 1;
      at = folded.indexOf(piece, at + 1);
    }
    return null;
  }

  /** Match the parts from `index` on at offset `at`; `piece` is the index of the next literal one. */
  function rest(attempt, index, piece, start, at, captures) {
    const { template, line, folded } = attempt;
    const { parts, literals } = template;
    if (index === parts.length) return { start, end: at, captures };
    const part = parts[index];
    if ('text' in part) {
      if (!folded.startsWith(literals[piece], at)) return null;
      return rest(attempt, index + 1, piece + 1, start, at + literals[piece].length, captures);
    }
    const type = TYPES[part.type];
    if (index + 1 === parts.length || 'type' in parts[index + 1]) {
      type.here.lastIndex = at;
      const found = type.here.exec(line);
      if (!found) return null;
      let end = at + found[0].length;
      if (part.type !== 'rest' && part.type !== 'quoted') {
        while (end - 1 > at && trailing.includes(line[end - 1])) end -= 1;
      }
      return rest(attempt, index + 1, piece, start, end, withPart(captures, part, line, at, end));
    }
    let stop = folded.indexOf(literals[piece], at + 1);
    while (stop >= 0 && attempt.tries > 0) {
      attempt.tries -= 1;
      if (type.whole.test(line.slice(at, stop))) {
        const whole = rest(attempt, index + 1, piece, start, stop, withPart(captures, part, line, at, stop));
        if (whole) return whole;
      }
      stop = folded.indexOf(literals[piece], stop + 1);
    }
    return null;
  }

  function withPart(captures, part, line, at, end) {
    return part.name ? [...captures, [part.name, line.slice(at, end)]] : captures;
  }

  /** Where a variable part that ends at `at` begins, at the front of a template; negative where none fits. */
  function leading(part, line, at) {
    let start = 0;
    if (part.type === 'quoted') {
      const mark = line[at - 1] === "'" && line.slice(0, at).includes('`') ? '`' : line[at - 1];
      start = at > 1 ? line.lastIndexOf(mark, at - 2) : -1;
    } else if (part.type !== 'rest') {
      start = line.lastIndexOf(' ', at - 1) + 1;
      while (start < at && opening.includes(line[start])) start += 1;
    }
    return start >= 0 && start < at && TYPES[part.type].whole.test(line.slice(start, at)) ? start : -1;
  }

  /** Find a literal piece that does not begin in the middle of a word (`error` in `terror` is none). */
  function findWord(folded, piece, position) {
    for (;;) {
      position = folded.indexOf(piece, position);
      if (position <= 0 || !(isAlnumAt(piece, 0) && isAlnumBefore(folded, position))) return position;
      position += 1;
    }
  }

  function isAlnumAt(text, at) {
    return ALNUM.test(String.fromCodePoint(text.codePointAt(at)));
  }

  function isAlnumBefore(text, at) {
    const low = text.charCodeAt(at - 1) & 0xfc00;
    return isAlnumAt(text, low === 0xdc00 && at > 1 ? at - 2 : at - 1);
  }

  /**
   * A template parsed: `parts` are `{text}` or `{name, type}`, `literals` the literal pieces folded. `longest` is the
   * longest of these: a line without it cannot match. It is empty where no piece has a letter or a digit.
   */
  function parse(source) {
    const parts = [];
    let literal = '';
    let end = 0;
    for (const found of source.matchAll(PART)) {
      literal += source.slice(end, found.index);
      end = found.index + found[0].length;
      if (found[1] === undefined) {
        literal += found[0][0];
      } else {
        add(parts, literal);
        literal = '';
        parts.push(variable(found[1]));
      }
    }
    add(parts, literal + source.slice(end));
    const literals = parts.filter((part) => 'text' in part).map((part) => fold(part.text));
    const telling = literals.some((piece) => words(piece).length > 0);
    const longest = telling ? literals.reduce((one, other) => (other.length > one.length ? other : one)) : '';
    return { source, parts, literals, longest };
  }

  function add(parts, literal) {
    let text = straighten(literal).replace(SPACES, ' ');
    if (!parts.length) text = text.replace(/^ +/, '');
    if (!text) return;
    if (parts.length && 'text' in parts[parts.length - 1]) parts[parts.length - 1].text += text;
    else parts.push({ text });
  }

  function variable(text) {
    const colon = text.indexOf(':');
    const name = (colon < 0 ? text : text.slice(0, colon)).trim();
    let type = colon < 0 ? '' : text.slice(colon + 1).trim();
    if (colon < 0) type = Object.hasOwn(TYPES, name) ? name : name ? 'word' : 'rest';
    return { name, type };
  }

  Unstuck.template = { findWord, isAlnumAt, isAlnumBefore, parse, find, shape };
})((globalThis.Unstuck ??= {}));
