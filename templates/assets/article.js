/* An article that takes the reader by the hand: options as tabs, a verdict on the symptoms, one fallback at a time. */
(function (Unstuck) {
  'use strict';

  const { make, say } = Unstuck;
  const DAY = 86400000;

  /* What is folded away is still found by the browser's own search. */
  function conceal(element, away) {
    if (away) element.setAttribute('hidden', 'until-found');
    else element.removeAttribute('hidden');
  }

  /* Groups of neighbouring options inside of a solution; the recommended one is first already. */
  function groupsOf(article) {
    const groups = new Map();
    for (const option of article.querySelectorAll('.s-solution .option, .s-integration .option')) {
      if (option.closest('.s-fallback') || option.parentElement.closest('.option')) continue;
      groups.set(option.parentElement, [...(groups.get(option.parentElement) || []), option]);
    }
    return [...groups.values()].filter((options) => options.length > 1);
  }

  /* The tabs pattern of the ARIA Authoring Practices, selection follows focus. */
  function tabs(options, number) {
    const list = make('div', { role: 'tablist', class: 'option-tabs', 'aria-label': say('options'), ...Unstuck.ours });
    const made = options.map((option, at) => {
      const id = `tab-${number}-${at}`;
      const heading = option.querySelector('h2, h3, h4, h5, h6');
      const tab = make('button', { type: 'button', role: 'tab', id, 'aria-controls': `${id}-panel`, dir: 'auto' });
      for (const part of heading.childNodes) tab.append(part.cloneNode(true));
      option.id = option.id || `${id}-panel`;
      tab.setAttribute('aria-controls', option.id);
      option.setAttribute('role', 'tabpanel');
      option.setAttribute('aria-labelledby', id);
      option.setAttribute('tabindex', '0');
      heading.classList.add('tabbed');
      list.append(tab);
      return tab;
    });

    function select(chosen) {
      made.forEach((tab, at) => {
        tab.setAttribute('aria-selected', String(at === chosen));
        tab.setAttribute('tabindex', at === chosen ? '0' : '-1');
        conceal(options[at], at !== chosen);
      });
    }

    function key(event) {
      const at = made.indexOf(event.currentTarget);
      const back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
      const steps = { ArrowRight: 1, ArrowLeft: 1, ArrowDown: 1, ArrowUp: -1, [back]: -1 };
      const to = { Home: 0, End: made.length - 1 }[event.key];
      if (to === undefined && !steps[event.key]) return;
      event.preventDefault();
      const next = to === undefined ? (at + steps[event.key] + made.length) % made.length : to;
      select(next);
      made[next].focus();
    }

    made.forEach((tab, at) => {
      tab.addEventListener('click', () => select(at));
      tab.addEventListener('keydown', key);
      options[at].addEventListener('beforematch', () => select(at));
    });
    options[0].before(list);
    select(0);
    return { options, select };
  }

  const fit = (ticked, all) => (ticked === 0 ? 'none' : ticked === all ? 'all' : ticked * 2 >= all ? 'likely' : 'unlikely');

  function symptoms(article) {
    const section = article.querySelector('.s-symptoms');
    const boxes = section ? [...section.querySelectorAll('.task input')] : [];
    if (!boxes.length) return;
    const verdict = make('p', { class: 'verdict', role: 'status', ...Unstuck.ours });
    const other = article.querySelector('.same, .s-alternate-causes');
    function showVerdict() {
      const ticked = boxes.filter((box) => box.checked).length;
      verdict.textContent = say(`symptoms.${fit(ticked, boxes.length)}`, { count: ticked, all: boxes.length });
      verdict.classList.toggle('fits', ticked === boxes.length);
      if (ticked && ticked * 2 < boxes.length && other) {
        other.id = other.id || 'other-causes';
        verdict.append(' ', make('a', { href: `#${other.id}` }, say('causes')));
      }
    }
    for (const box of boxes) box.addEventListener('change', showVerdict);
    boxes[boxes.length - 1].closest('ul').after(verdict);
    showVerdict();
  }

  /* "It worked" or "It didn't": then the fallbacks, one by one, in the author's order. */
  function outcome(article) {
    const place = article.querySelector('#outcome');
    if (!place) return;
    const options = [...article.querySelectorAll('.s-fallback .option')].filter((card) => !card.parentElement.closest('.option'));
    const cards = options.length ? options : [...article.querySelectorAll('.s-fallback')];
    const prevention = article.querySelector('.s-prevention > :is(h2, h3)[id]');
    const causes = article.querySelector('.same, .s-alternate-causes');

    function ask(number, into) {
      const yes = make('button', { type: 'button', class: 'quiet' }, say('outcome.worked'));
      const no = make('button', { type: 'button', class: 'quiet' }, say('outcome.failed'));
      const answer = make('p', { class: 'note', role: 'status' });
      const box = make('div', { class: 'asked', role: 'group', 'aria-label': say('outcome.asked') }, make('span', {}, say('outcome.asked')), yes, no, answer);
      const press = (pressed) => {
        for (const one of [yes, no]) one.setAttribute('aria-pressed', String(one === pressed));
      };
      yes.addEventListener('click', () => {
        press(yes);
        answer.replaceChildren(say('outcome.good'));
        if (prevention) answer.append(' ', make('a', { href: `#${prevention.id}` }, say('outcome.keep-away')));
      });
      no.addEventListener('click', () => {
        press(no);
        if (number < cards.length) {
          answer.textContent = say('outcome.fallback', { number: number + 1, count: cards.length });
          show(number);
          return;
        }
        answer.replaceChildren(say(cards.length ? 'outcome.last-fallback' : 'outcome.no-fallback'));
        if (causes) {
          causes.id = causes.id || 'other-causes';
          answer.append(' ', make('a', { href: `#${causes.id}` }, say('causes')));
        }
      });
      into.replaceChildren(box);
    }

    function show(number) {
      cards.forEach((card, at) => {
        if (at !== number) conceal(card, at > number);
      });
      const card = cards[number];
      conceal(card, false);
      const into = card.querySelector(':scope > .outcome') || make('div', { class: 'outcome', ...Unstuck.ours });
      card.append(into);
      ask(number + 1, into);
      const heading = card.querySelector('h2, h3, h4, h5, h6') || card;
      heading.setAttribute('tabindex', '-1');
      heading.focus();
    }

    for (const card of cards) card.addEventListener('beforematch', () => conceal(card, false));
    ask(0, place);
  }

  function stale(article) {
    const due = Date.parse(`${article.dataset.reviewBy || ''}T23:59:59Z`);
    const days = (Date.now() - due) / DAY;
    if (!(days > 0)) return;
    const date = Unstuck.dated(article.dataset.reviewBy);
    const message = days > 60 ? say('stale.months', { date, count: Math.round(days / 30.4) }) : say('stale', { date });
    article.querySelector('.head').append(make('p', { class: 'box-warn stale', role: 'note' }, message));
  }

  /* Open whatever folds the place that an address points to. */
  function reveal(groups) {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!target) return;
    for (const fold of [target.closest('details')]) if (fold) fold.open = true;
    for (const { options, select } of groups) options.forEach((option, at) => option.contains(target) && select(at));
    const card = target.closest('.s-fallback .option, .s-fallback');
    if (card) conceal(card, false);
  }

  /** @type {HTMLElement | null} */
  const article = document.querySelector('article[data-kb-id]');
  if (article) {
    const match = Unstuck.matchOf(article.dataset.kbId);
    stale(article);
    const form = Unstuck.fill(article, match);
    for (const block of article.querySelectorAll('.text pre')) if (!block.closest('.errors')) Unstuck.copyButton(block, form);
    const groups = groupsOf(article).map(tabs);
    symptoms(article);
    outcome(article);
    const twins = article.querySelector('.twins');
    if (twins) Unstuck.chatButton(article, match, twins);
    reveal(groups);
    addEventListener('hashchange', () => reveal(groups));
  }
})((globalThis.Unstuck ??= {}));
