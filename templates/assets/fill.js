/* The placeholder form: filled once, it fills every command of the page. Values stay in this tab. */
(function (Unstuck) {
  'use strict';

  const MATCH = 'unstuck.match';
  const MAX_VALUE = 2000;
  // Invisible characters must not travel into a terminal.
  const UNSEEN = new RegExp(`${Unstuck.rules.hidden}|[\\n\\t]`, 'gu');
  const memory = new Map();

  /* sessionStorage that may be missing, forbidden or full: then values last as long as the page. */
  Unstuck.store = {
    get(key) {
      try {
        return JSON.parse(memory.get(key) || sessionStorage.getItem(key)) || null;
      } catch {
        return null;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      try {
        sessionStorage.setItem(key, text);
        memory.delete(key);
      } catch {
        memory.set(key, text);
      }
    },
  };

  /* An element with attributes and children; text is text. What may run either way is the author's, in their language. */
  Unstuck.make = function (tag, attributes, ...children) {
    const made = document.createElement(tag);
    if (attributes.dir === 'auto' && Unstuck.ours.lang) made.lang = document.documentElement.lang;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  /* What the paste box found for an article: the pasted text and the captured values by placeholder; null without. */
  Unstuck.matchOf = function (kbId) {
    const found = Unstuck.store.get(MATCH);
    if (!found || typeof found !== 'object' || found.kb_id !== kbId) return null;
    const captures = {};
    for (const [name, value] of Object.entries(found.captures || {})) {
      const whole = value && typeof value.text === 'string' ? value.text.slice(0, MAX_VALUE) : '';
      const text = whole.replace(UNSEEN, '');
      // A value with invisible characters is shown in the signature, but never offered for a command.
      if (text) captures[name.toUpperCase()] = { text, type: String(value.type), usable: text === whole };
    }
    return { text: typeof found.text === 'string' ? found.text : '', captures };
  };

  /* Every block or span of code with placeholders: its language, its text as its author wrote it, and its marks. */
  function codeOf(article) {
    const found = [];
    for (const code of article.querySelectorAll('code')) {
      const marks = [...code.querySelectorAll('mark.ph')];
      const block = code.closest('pre');
      if (marks.length) found.push({ marks, language: (block && block.dataset.language) || '', text: code.textContent, code, missing: [] });
    }
    return found;
  }

  /* Captured values in the lines of signatures that are in the paste; other wordings keep their names. */
  function showSignature(article, match) {
    for (const line of article.querySelectorAll('.signature .line')) {
      const valueOf = (mark) => (match.captures[mark.dataset.name.toUpperCase()] || { text: '' }).text;
      const filled = line.cloneNode(true);
      for (const mark of filled.querySelectorAll('mark.part')) mark.textContent = valueOf(mark) || mark.textContent;
      if (!match.text.includes(filled.textContent.trim())) continue;
      for (const mark of line.querySelectorAll('mark.part')) {
        mark.textContent = valueOf(mark) || mark.textContent;
        mark.classList.toggle('captured', Boolean(valueOf(mark)));
      }
    }
  }

  /* Build the form and fill the page; returns `missing(code)`, `asks(name)` and `onChange(listener)`. */
  Unstuck.fill = function (article, match) {
    const key = `unstuck.fill.${article.dataset.kbId}`;
    const captures = Object.fromEntries(Object.entries(match ? match.captures : {}).filter(([, value]) => value.usable));
    const capturesKey = JSON.stringify(captures);
    const kept = Unstuck.store.get(key) || {};
    const blocks = codeOf(article);
    const rows = [...article.querySelectorAll('#fill dl > div[data-name]')];
    const values = {};
    const listeners = [];
    const fields = new Map();
    const status = Unstuck.make('p', { class: 'fill-status', role: 'status' });

    const isCaptured = (name) => Boolean(values[name]) && captures[name] !== undefined && values[name] === captures[name].text;

    /* What was typed is a word; what was captured keeps the type of its part. */
    function valuesByName() {
      const typed = Object.entries(values).filter(([, text]) => text);
      return Object.fromEntries(typed.map(([name, text]) => [name.toLowerCase(), isCaptured(name) ? captures[name] : { text, type: 'word' }]));
    }

    function render() {
      const given = valuesByName();
      for (const block of blocks) {
        const { parts, missing } = Unstuck.fillCommand(block.text, block.language, given);
        block.missing = missing;
        parts.filter((part) => part.name).forEach((part, at) => {
          const mark = block.marks[at];
          mark.textContent = part.text;
          mark.classList.toggle('missing', !part.filled);
          mark.classList.toggle('captured', part.filled && isCaptured(part.name));
        });
      }
      for (const [name, { input, mark }] of fields) {
        const captured = isCaptured(name);
        input.classList.toggle('captured', captured);
        mark.classList.toggle('captured', captured);
        mark.classList.toggle('missing', !captured);
      }
      for (const listener of listeners) listener();
    }

    function changed() {
      for (const [name, { input }] of fields) values[name] = input.value.replace(UNSEEN, '').slice(0, MAX_VALUE).trim();
      Unstuck.store.set(key, { capturesKey, values });
      render();
      const done = [...fields.keys()].filter((name) => values[name]).length;
      const all = fields.size;
      status.textContent = done === all ? Unstuck.say('fill.all', { count: all }) : Unstuck.say('fill.some', { done, all });
    }

    for (const row of rows) {
      const name = row.dataset.name;
      // What was typed stays, until another paste brings other values.
      const typed = kept.values && typeof kept.values[name] === 'string' ? kept.values[name] : '';
      values[name] = kept.capturesKey === capturesKey ? typed : (captures[name] || { text: typed }).text;
      const id = `fill-${name}`;
      const term = row.querySelector('dt');
      const label = Unstuck.make('label', { for: id });
      const mark = row.querySelector('mark.ph');
      label.append(mark);
      term.prepend(label);
      const input = Unstuck.make('input', {
        id, type: 'text', maxlength: String(MAX_VALUE), autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', dir: 'ltr',
      });
      const about = row.querySelector('dd');
      if (about.textContent.trim()) {
        about.id = `${id}-about`;
        input.setAttribute('aria-describedby', about.id);
      }
      input.value = values[name];
      input.addEventListener('input', changed);
      fields.set(name, { input, mark });
      term.after(Unstuck.make('dd', { class: 'value' }, input));
    }
    if (rows.length) {
      const clear = Unstuck.make('button', { type: 'button', class: 'quiet small' }, Unstuck.say('fill.clear'));
      clear.addEventListener('click', () => {
        for (const { input } of fields.values()) input.value = '';
        changed();
      });
      const foot = Unstuck.make('div', { class: 'fill-foot' }, Unstuck.make('p', { class: 'meta' }, Unstuck.say('fill.kept')), clear, status);
      rows[0].closest('section').append(foot);
    }
    if (match) showSignature(article, match);
    render();
    const missing = (code) => (blocks.find((block) => block.code === code) || { missing: [] }).missing;
    return { missing, asks: (name) => fields.has(name), onChange: (listener) => listeners.push(listener) };
  };
})((globalThis.Unstuck ??= {}));
