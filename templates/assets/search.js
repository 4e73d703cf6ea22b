/* Results of a search in words: below the paste box, and on the search page with facets and `?q=`. */
(function (Unstuck) {
  'use strict';

  const { make, say } = Unstuck;
  const FIRST = 10;
  const LOOKED_AT = 30; // results whose facets are offered
  const MAX_WORDS = 12; // more than this is a log, not a question
  const WAIT = 80;
  const FACETS = ['category', 'platform', 'technology', 'tag', 'criticality'];
  const LISTS = { category: (e) => [e.category], platform: (e) => e.platform, technology: (e) => e.technologies, tag: (e) => e.tags, criticality: (e) => [e.criticality] };
  const MAX_CHOICES = 8;

  const results = (total) => (total ? say('count.articles', { count: total }) : say('search.none'));

  /* A text with the words that were asked for marked. */
  function marked(text, terms) {
    const asked = new Set(terms);
    const parts = [];
    let done = 0;
    for (const term of Unstuck.termsOf(text)) {
      if (!asked.has(term.text) || term.start < done) continue;
      parts.push(text.slice(done, term.start), make('strong', {}, text.slice(term.start, term.end)));
      done = term.end;
    }
    return [...parts, text.slice(done)];
  }

  function entry(root, article, terms) {
    const said = article.tldr.symptom && article.tldr.action ? `${article.tldr.symptom} → ${article.tldr.action}` : article.tldr.action || article.tldr.symptom;
    const link = make('a', { href: `${root}kb/${encodeURIComponent(article.kb_id)}/index.html`, dir: 'auto' }, ...marked(article.title, terms));
    const meta = [make('span', { class: 'mono' }, article.kb_id), ...[...article.technologies].slice(0, 4).map((one) => make('span', {}, one))];
    return make('li', { class: 'entry' }, make('h3', {}, link), make('p', { dir: 'auto' }, ...marked(said, terms)), make('p', { class: 'meta' }, ...meta));
  }

  /* The list of results, more of them when asked. */
  async function list(rows, root, found, signal) {
    const made = make('ol', { class: 'entries found-list' });
    let shown = 0;
    const more = make('button', { type: 'button', class: 'quiet' }, say('search.more'));
    async function show() {
      const next = found.hits.slice(shown, shown + FIRST);
      const articles = await Promise.all(next.map((number) => rows.needShown(number)));
      if (signal.aborted) return;
      made.append(...articles.filter(Boolean).map((article) => entry(root, article, found.terms)));
      shown += next.length;
      more.hidden = shown >= found.hits.length;
    }
    await show();
    more.addEventListener('click', async () => {
      const before = made.children.length;
      await show();
      made.children[before]?.querySelector('a').focus();
    });
    return [made, more];
  }

  function guess(meant, take) {
    const button = make('button', { type: 'button', class: 'link' }, meant);
    button.addEventListener('click', () => take(meant));
    return make('p', { class: 'meant' }, ...Unstuck.sayParts('search.meant', { guess: button }));
  }

  /* Below the answer to a paste: what a search for the same words finds, where it may be words. */
  Unstuck.renderWords = async function (place, answer, text, rows, root, signal) {
    const words = text.trim();
    if (answer.verdict === 'match' || /\n/.test(words) || words.split(/\s+/).length > MAX_WORDS) return;
    const found = await Unstuck.search(rows, words);
    if (signal.aborted || (!found.total && !found.meant)) return;
    const box = make('section', { class: 'in-words', 'aria-label': say('search.by-words') }, make('h3', {}, say('search.by-words')));
    if (found.meant) {
      box.append(guess(found.meant, (meant) => {
        const input = /** @type {HTMLTextAreaElement} */ (document.getElementById('paste'));
        input.value = meant;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.focus();
      }));
    }
    if (found.total) box.append(...await list(rows, root, { ...found, hits: found.hits.slice(0, 5) }, signal));
    if (found.total > 5) {
      box.append(make('p', {}, make('a', { href: `${root}search/index.html?q=${encodeURIComponent(words)}` }, results(found.total))));
    }
    if (!signal.aborted) place.append(box);
  };

  /* What the first results could be narrowed by; what is chosen already stays on offer. */
  async function choices(rows, found, chosen, change) {
    const articles = await Promise.all(found.hits.slice(0, LOOKED_AT).map((number) => rows.needShown(number)));
    const groups = [];
    for (const facet of FACETS) {
      const counts = new Map([...chosen[facet]].map((word) => [word, 0]));
      for (const article of articles.filter(Boolean)) {
        for (const word of LISTS[facet](article).filter(Boolean)) counts.set(word, (counts.get(word) || 0) + 1);
      }
      const offered = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, MAX_CHOICES);
      if (offered.length < 2 && !chosen[facet].size) continue;
      const group = make('fieldset', {}, make('legend', {}, say(`search.${facet}`)));
      for (const [word] of offered) {
        const box = make('input', { type: 'checkbox' });
        box.checked = chosen[facet].has(word);
        box.addEventListener('change', () => {
          if (box.checked) chosen[facet].add(word);
          else chosen[facet].delete(word);
          change(`${facet}=${word}`);
        });
        box.dataset.key = `${facet}=${word}`;
        group.append(make('label', {}, box, ' ', facet === 'criticality' ? Unstuck.named(word) : word));
      }
      groups.push(group);
    }
    return groups;
  }

  /* The search page. Words are in the address, so that a search can be sent; nothing else does. */
  function page(form, input, place) {
    const root = document.body.dataset.root || '';
    const chosen = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
    const narrow = make('details', { class: 'narrow more' }, make('summary', {}, say('search.narrow')));
    let rows = null;
    let running = null;
    let timer = 0;

    function remember(words) {
      const query = new URLSearchParams(words ? { q: words } : {});
      for (const facet of FACETS) for (const word of chosen[facet]) query.append(facet, word);
      try {
        history.replaceState(null, '', `${location.pathname}${query.size ? `?${query}` : ''}`);
      } catch {
        // A page that may not change its address answers all the same.
      }
    }

    async function look(focused = '') {
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      const words = input.value.trim().slice(0, 200);
      remember(words);
      if (!words) {
        place.replaceChildren();
        return;
      }
      rows ??= Unstuck.openRows(root);
      try {
        const facets = Object.fromEntries(FACETS.map((facet) => [facet, [...chosen[facet]]]));
        const found = await Unstuck.search(rows, words, facets);
        const nodes = [make('h2', { class: 'total-found' }, results(found.total))];
        if (found.meant) {
          nodes.push(guess(found.meant, (meant) => {
            input.value = meant;
            input.focus();
            look();
          }));
        }
        const groups = await choices(rows, found, chosen, (key) => look(key));
        const open = narrow.open;
        narrow.replaceChildren(narrow.firstElementChild, ...groups);
        narrow.open = open;
        if (groups.length) nodes.push(narrow);
        if (found.total) nodes.push(...await list(rows, root, found, signal));
        if (signal.aborted) return;
        place.replaceChildren(...nodes);
        if (focused) narrow.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Unstuck.ShardError ? error.reason : 'fault';
        place.replaceChildren(make('p', { class: 'box-warn', role: 'alert' }, say(`trouble.${reason}`)));
      }
    }

    const query = new URLSearchParams(location.search);
    input.value = input.value || (query.get('q') || '').slice(0, 200);
    for (const facet of FACETS) for (const word of query.getAll(facet)) chosen[facet].add(word.slice(0, 100));
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown') return;
      const first = place.querySelector('.found-list a');
      if (first) {
        event.preventDefault();
        first.focus();
      }
    });
    place.addEventListener('keydown', (event) => {
      const links = [...place.querySelectorAll('.found-list a')];
      const at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape' || (step === -1 && at === 0)) {
        event.preventDefault();
        input.focus();
      } else if (step && at >= 0 && links[at + step]) {
        event.preventDefault();
        links[at + step].focus();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      look();
    });
    if (input.value) look();
  }

  const form = document.getElementById('search');
  if (form) page(form, document.getElementById('q'), document.getElementById('results'));
})((globalThis.Unstuck ??= {}));
