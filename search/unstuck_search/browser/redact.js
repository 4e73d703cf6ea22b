// Secrets and private facts in a text, replaced by stable names: the twin of redact.py, with the same rules.json. The u flag
// counts characters as Python does; the patterns themselves spell out what the two languages read differently.
(function (Unstuck) {
  'use strict';

  /** The secrets of a text in order, none overlapping: `kind`, `start` and `end`. `options.private` adds addresses,
     names and the like, `options.addresses` IP addresses. */
  function findSecrets(text, rules, options) {
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
  }

  /** The text with `[secret:1]`, `[secret:2]` … in place of what is private; `values` and `kinds` by name. */
  function redact(text, rules, options) {
    const asked = { private: true, addresses: Boolean(options && options.addresses) };
    let found = findSecrets(text, rules, asked);
    found = merged(found.concat(repeated(text, found, rules)));
    const taken = new Set(text.match(new RegExp(rules.secret_name, 'g')) || []);
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
  }

  /** In order, those that overlap as one: what hangs out of a secret is a part of it. */
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

  /** Where secrets that were found occur again, without what gave them away. */
  function repeated(text, found, rules) {
    const kinds = new Map();
    for (const one of found) {
      const value = text.slice(one.start, one.end);
      if (kinds.size < rules.limits.max_repeated && !kinds.has(value) && /[0-9]/.test(value) && [...value].length >= rules.limits.telling_length) {
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

  Object.assign(Unstuck, { findSecrets, redact });
})((globalThis.Unstuck ??= {}));
