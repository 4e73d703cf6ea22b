/* Secrets and private facts in a text, replaced by stable names: the twin of redact.py, with the same rules.json.
   The u flag counts characters as Python does; the patterns themselves spell out what the two languages read differently. */
(function (Unstuck) {
  'use strict';

  // A value of this length with a digit in it is no everyday word: it goes wherever else it stands, too.
  const TELLING_LENGTH = 6;
  const MAX_REPEATED = 100;

  function merged(found) {
    const kept = [];
    found.sort((one, other) => one.start - other.start || other.end - one.end);
    for (const one of found) {
      const last = kept[kept.length - 1];
      if (!last || one.start >= last.end) kept.push(Object.assign({}, one));
      else if (one.end > last.end) last.end = one.end;
    }
    return kept;
  }

  /* The secrets of a text in order, none overlapping: `kind`, `start` and `end`. `options.private` adds addresses,
     names and the like, `options.addresses` IP addresses. */
  Unstuck.findSecrets = function (text, rules, options) {
    const asked = options || {};
    const harmless = asked.private ? new RegExp(rules.stand_in, 'u') : new RegExp(rules.not_secret, 'i');
    const kinds = rules.secrets.concat(asked.private ? rules.private : [], asked.addresses ? rules.addresses : []);
    const found = [];
    for (const [kind, pattern] of kinds) {
      for (const match of text.matchAll(new RegExp(pattern, 'dgu'))) {
        const group = Math.max(0, match.findIndex((one, number) => number > 0 && one !== undefined));
        if (!harmless.test(match[group])) {
          found.push({ kind, start: match.indices[group][0], end: match.indices[group][1] });
        }
      }
    }
    return merged(found);
  };

  /* Where secrets that were found stand once more, without what gave them away. */
  function repeated(text, found) {
    const kinds = new Map();
    for (const one of found) {
      const value = text.slice(one.start, one.end);
      if (kinds.size < MAX_REPEATED && !kinds.has(value) && /[0-9]/.test(value) && [...value].length >= TELLING_LENGTH) {
        kinds.set(value, one.kind);
      }
    }
    const more = [];
    for (const [value, kind] of kinds) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
        more.push({ kind, start: at, end: at + value.length });
      }
    }
    return more;
  }

  /* The text with `[secret:1]`, `[secret:2]` … in place of what is private; `values` and `kinds` by name. */
  Unstuck.redact = function (text, rules, options) {
    const asked = { private: true, addresses: Boolean(options && options.addresses) };
    let found = Unstuck.findSecrets(text, rules, asked);
    found = merged(found.concat(repeated(text, found)));
    const taken = new Set(text.match(/\[secret:[0-9]+\]/g) || []);
    const names = new Map();
    const result = { text: '', values: {}, kinds: {} };
    let number = 0;
    let at = 0;
    for (const one of found) {
      const value = text.slice(one.start, one.end);
      if (!names.has(value)) {
        number += 1;
        while (taken.has(`[secret:${number}]`)) number += 1;
        const name = `[secret:${number}]`;
        names.set(value, name);
        result.values[name] = value;
        result.kinds[name] = one.kind;
      }
      result.text += text.slice(at, one.start) + names.get(value);
      at = one.end;
    }
    result.text += text.slice(at);
    return result;
  };
})(window.Unstuck = window.Unstuck || {});
