/* The placeholder form: filled once, it fills every command of the page. Values stay in this tab. */
(function (Unstuck) {
  'use strict';

  const MATCH = 'unstuck.match';
  const MAX_VALUE = 2000;
  // What no one can see must not travel into a terminal.
  const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const memory = new Map();

  /* sessionStorage that may be missing, forbidden or full: then values last as long as the page. */
  Unstuck.store = {
    get(key) {
      try {
        return JSON.parse(memory.get(key) || sessionStorage.getItem(key)) || null;
      } catch (error) {
        return null;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      try {
        sessionStorage.setItem(key, text);
        memory.delete(key);
      } catch (error) {
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
      const seen = typeof value === 'string' ? value.replace(UNSEEN, '').slice(0, MAX_VALUE) : '';
      if (seen) captures[name.toUpperCase()] = seen;
    }
    return { text: typeof found.text === 'string' ? found.text : '', captures };
  };

  /* Every placeholder in code, with the code around it as its author wrote it. */
  function placesOf(article) {
    const places = [];
    for (const code of article.querySelectorAll('code')) {
      const block = code.closest('pre');
      const marks = code.querySelectorAll('mark.ph');
      if (!marks.length) continue;
      const text = code.textContent;
      for (const mark of marks) {
        const range = document.createRange();
        range.setStart(code, 0);
        range.setEndBefore(mark);
        const before = range.toString();
        const written = mark.textContent;
        const language = (block && block.dataset.language) || '';
        places.push({ mark, name: mark.dataset.name, written, language, before, after: text.slice(before.length + written.length) });
      }
    }
    return places;
  }

  /* Captured values in the lines of signatures that stand in the paste; other wordings keep their names. */
  function showSignature(article, match) {
    for (const line of article.querySelectorAll('.signature .line')) {
      const valueOf = mark => match.captures[mark.dataset.name.toUpperCase()];
      const filled = line.cloneNode(true);
      for (const mark of filled.querySelectorAll('mark.part')) mark.textContent = valueOf(mark) || mark.textContent;
      if (!match.text.includes(filled.textContent.trim())) continue;
      for (const mark of line.querySelectorAll('mark.part')) {
        mark.textContent = valueOf(mark) || mark.textContent;
        mark.classList.toggle('captured', Boolean(valueOf(mark)));
      }
    }
  }

  /* Build the form and fill the page; returns `values`, `asks(name)` and `onChange(listener)`. */
  Unstuck.fill = function (article, match) {
    const key = `unstuck.fill.${article.dataset.kbId}`;
    const captures = match ? match.captures : {};
    const told = JSON.stringify(captures);
    const kept = Unstuck.store.get(key) || {};
    const places = placesOf(article);
    const rows = [...article.querySelectorAll('#fill dl > div[data-name]')];
    const values = {};
    const listeners = [];
    const fields = new Map();
    const status = Unstuck.make('p', { class: 'fill-status', role: 'status' });

    function render() {
      for (const place of places) {
        const value = values[place.name];
        place.mark.textContent = value ? Unstuck.quote(value, place.language, place.before, place.after) : place.written;
        place.mark.classList.toggle('missing', !value);
        place.mark.classList.toggle('captured', Boolean(value) && value === captures[place.name]);
      }
      for (const [name, { input, mark }] of fields) {
        const captured = Boolean(values[name]) && values[name] === captures[name];
        input.classList.toggle('captured', captured);
        mark.classList.toggle('captured', captured);
        mark.classList.toggle('missing', !captured);
      }
      for (const listener of listeners) listener();
    }

    function changed() {
      for (const [name, { input }] of fields) values[name] = input.value.replace(UNSEEN, '').slice(0, MAX_VALUE).trim();
      Unstuck.store.set(key, { told, values });
      render();
      const done = [...fields.keys()].filter(name => values[name]).length;
      const all = fields.size;
      status.textContent = done === all ? Unstuck.say('fill.all', { count: all }) : Unstuck.say('fill.some', { done, all });
    }

    for (const row of rows) {
      const name = row.dataset.name;
      // What was typed stays, until another paste brings other values.
      const typed = kept.values && typeof kept.values[name] === 'string' ? kept.values[name] : '';
      values[name] = kept.told === told ? typed : captures[name] || typed;
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
    return { values, asks: name => fields.has(name), onChange: listener => listeners.push(listener) };
  };
})(window.Unstuck = window.Unstuck || {});
