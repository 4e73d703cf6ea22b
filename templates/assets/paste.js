/* The paste box of the home page and the compact one on every other page: they answer as one types. */
(function (Unstuck) {
  'use strict';

  const { make, say } = Unstuck;
  const PASTE = 'unstuck.paste';
  const WAIT = 60; // milliseconds without a key before the box answers
  const SLOW = 250; // and after which it says that it is looking
  const MEGABYTE = 1e6;
  const MAX_KEPT = 2 * MEGABYTE;
  const MAX_OPTIONS = 6;
  const root = document.body.dataset.root || '';
  let rows = null;

  function open() {
    rows ??= Unstuck.openRows(root);
    return rows;
  }

  /* Calls `look` some time after the last key, and stops the look before it. */
  function watcher(look) {
    let timer = 0;
    let running = null;
    return (text, at = WAIT) => {
      clearTimeout(timer);
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      timer = setTimeout(() => look(text, signal), at);
    };
  }

  function troubleOf(error) {
    return say(`trouble.${error instanceof Unstuck.ShardError ? error.reason : 'fault'}`);
  }

  /* The box of the home page. */
  function big(box, form, place) {
    const empty = [...place.childNodes];

    async function look(text, signal) {
      if (!text.trim()) {
        place.replaceChildren(...empty);
        place.removeAttribute('aria-busy');
        return;
      }
      place.setAttribute('aria-busy', 'true');
      const size = Unstuck.rounded(text.length / MEGABYTE, 1);
      const says = text.length > MEGABYTE ? say('looking.big', { size }) : say('looking');
      const slow = setTimeout(() => place.replaceChildren(make('p', { class: 'meta' }, says)), SLOW);
      try {
        const answer = await Unstuck.match(open(), text, signal);
        const nodes = await Unstuck.renderAnswer(answer, text, open(), root);
        if (signal.aborted) return;
        place.replaceChildren(nodes);
        if (Unstuck.renderWords) await Unstuck.renderWords(place, answer, text, open(), root, signal);
      } catch (error) {
        if (signal.aborted) return;
        const again = make('button', { type: 'button', class: 'quiet' }, say('again'));
        again.addEventListener('click', () => watch(box.value, 0));
        place.replaceChildren(make('p', { class: 'box-warn', role: 'alert' }, troubleOf(error)), again);
      } finally {
        clearTimeout(slow);
        if (!signal.aborted) place.removeAttribute('aria-busy');
      }
    }

    const watch = watcher(look);
    box.addEventListener('input', (event) => watch(box.value, event.inputType === 'insertFromPaste' ? 0 : WAIT));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && box.value) {
        event.preventDefault();
        box.value = '';
        watch('', 0);
      } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        form.requestSubmit();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      watch(box.value, 0);
      place.querySelector('h2, h3')?.scrollIntoView({ block: 'nearest' });
    });
    const kept = Unstuck.store.get(PASTE);
    if (typeof kept === 'string' && kept && !box.value) {
      box.value = kept;
      Unstuck.store.set(PASTE, null);
    }
    if (box.value) watch(box.value, 0);
  }

  /* The compact box: a combobox with a list of articles, as the ARIA Authoring Practices describe it. */
  function compact(form) {
    const input = form.querySelector('input');
    const list = form.querySelector('[role="listbox"]');
    const status = form.querySelector('[role="status"]');
    let pasted = ''; // the whole of a pasted text of several lines, of which the field shows the first
    let options = [];
    let active = -1;

    const textOf = () => pasted || input.value;

    function close() {
      list.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
      active = -1;
    }

    function choose(at) {
      options.forEach(({ node }, place) => node.setAttribute('aria-selected', String(place === at)));
      active = at;
      if (at < 0) input.removeAttribute('aria-activedescendant');
      else {
        input.setAttribute('aria-activedescendant', options[at].node.id);
        options[at].node.scrollIntoView({ block: 'nearest' });
      }
    }

    function option(name, go, title, detail) {
      const node = make('li', { role: 'option', id: `find-${options.length}`, 'aria-selected': 'false' });
      node.append(make('span', { class: 'title', dir: 'auto' }, title), make('span', { class: 'meta' }, detail));
      node.addEventListener('mousedown', (event) => event.preventDefault());
      node.addEventListener('click', go);
      options.push({ name, node, go });
    }

    function whole() {
      Unstuck.store.set(PASTE, textOf().slice(0, MAX_KEPT));
      location.href = `${root}index.html`;
    }

    async function look(text, signal) {
      if (!text.trim()) {
        close();
        status.textContent = '';
        return;
      }
      try {
        const answer = await Unstuck.match(open(), text, signal);
        const hits = Unstuck.likely(answer).slice(0, MAX_OPTIONS - 1);
        const entries = await Promise.all(hits.map((hit) => open().needShown(hit.number)));
        if (signal.aborted) return;
        // Who has chosen one already, while the rest of what was typed was looked up, keeps it.
        const chosen = options[active]?.name;
        options = [];
        hits.forEach((hit, at) => option(hit.kbId, () => {
          Unstuck.remember(hit, text);
          location.href = `${root}kb/${encodeURIComponent(hit.kbId)}/index.html`;
        }, entries[at].title, hit.kbId));
        option('', whole, say('answer.all'), '');
        status.textContent = say(`answer.${answer.verdict}`);
        list.replaceChildren(make('li', { role: 'presentation', class: 'hint' }, status.textContent), ...options.map(({ node }) => node));
        list.hidden = false;
        input.setAttribute('aria-expanded', 'true');
        choose(options.findIndex(({ name }) => name === chosen));
      } catch (error) {
        if (signal.aborted) return;
        status.textContent = troubleOf(error);
        list.replaceChildren(make('li', { role: 'presentation', class: 'hint' }, status.textContent));
        list.hidden = false;
      }
    }

    const watch = watcher(look);
    input.addEventListener('paste', (event) => {
      const text = event.clipboardData ? event.clipboardData.getData('text/plain') : '';
      if (!/[\r\n]/.test(text.trim())) return;
      event.preventDefault();
      pasted = text;
      input.value = Unstuck.seen(text.trim().split(/\r\n|\n|\r/, 1)[0]).slice(0, 200);
      watch(text, 0);
    });
    input.addEventListener('input', () => {
      pasted = '';
      watch(input.value);
    });
    input.addEventListener('keydown', (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (steps[event.key] && options.length && !list.hidden) {
        event.preventDefault();
        const next = active + steps[event.key];
        choose(next < -1 ? options.length - 1 : next >= options.length ? -1 : next);
      } else if (event.key === 'Enter' && active >= 0) {
        event.preventDefault();
        options[active].go();
      } else if (event.key === 'Escape') {
        event.preventDefault();
        if (list.hidden) {
          input.value = pasted = '';
          watch('', 0);
        }
        close();
      }
    });
    input.addEventListener('blur', close);
    input.addEventListener('focus', () => textOf().trim() && watch(textOf(), 0));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (textOf().trim()) whole();
    });
  }

  function shortcut(target) {
    document.addEventListener('keydown', (event) => {
      const typing = /** @type {Element} */ (event.target).closest?.('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      target.focus();
      target.select?.();
    });
  }

  const box = document.getElementById('paste');
  const form = document.getElementById('find-form');
  if (box) big(box, document.getElementById('paste-form'), document.getElementById('answer'));
  if (form) compact(form);
  const target = box || document.getElementById('q') || (form && form.querySelector('input'));
  if (target) shortcut(target);
})((globalThis.Unstuck ??= {}));
