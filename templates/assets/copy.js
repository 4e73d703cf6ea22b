/* Copying: a button at each block of code, and the whole article for a chatbot. */
(function (Unstuck) {
  'use strict';

  const MAX_PASTE = 20000;

  function copyByHand(text) {
    const area = Unstuck.make('textarea', { class: 'hidden', readonly: '', 'aria-hidden': 'true' });
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand('copy');
    } catch {
      done = false;
    }
    area.remove();
    if (focused) focused.focus({ preventScroll: true });
    return done;
  }

  /* Whether a text got into the clipboard; pages that are not served safely have only the old way. */
  Unstuck.copyText = async function (text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByHand(text);
    }
  };

  function textOf(code) {
    const copy = code.cloneNode(true);
    for (const mark of copy.querySelectorAll('.var')) mark.remove();
    return copy.textContent;
  }

  /* What may go wrong with a block's commands: what they are known for, else what its option says of risks. */
  function riskOf(block) {
    if (block.dataset.risk) return block.dataset.risk.split(', ').map(Unstuck.named).join(', ');
    const option = block.closest('.option');
    const stated = option && option.querySelector('.terms .risks dd');
    return stated && !stated.contains(block) ? stated.textContent.trim().replace(/\s+/g, ' ').replace(/\.$/, '') : '';
  }

  /* A bar over a block: its language, what is missing, the button. */
  Unstuck.copyButton = function (block, form) {
    const { say } = Unstuck;
    const code = block.querySelector('code');
    const language = block.dataset.language || '';
    const risk = riskOf(block);
    const button = Unstuck.make('button', { type: 'button', class: 'quiet small' }, say('copy.copy'));
    const note = Unstuck.make('span', { class: 'note missing-note' });
    const status = Unstuck.make('span', { class: 'note', role: 'status' });
    const frame = Unstuck.make('div', { class: 'code-frame' });
    block.replaceWith(frame);
    frame.append(Unstuck.make('div', { class: 'code-bar', ...Unstuck.ours }, Unstuck.make('span', { class: 'language' }, language), note, status, button), block);

    const missing = () => form.missing(code);

    /* What is still to be filled in; a value that was not written into the command is shown here, with the reason. */
    function shown() {
      note.replaceChildren();
      missing().forEach(({ name, value, reason }, number) => {
        note.append(number ? ', ' : `${say('copy.missing')} `);
        note.append(form.asks(name) ? Unstuck.make('a', { href: `#fill-${name}` }, name) : name);
        if (!value) return;
        note.append(' ', Unstuck.make('mark', { class: 'mono' }, Unstuck.seen(value)), ` (${say(`fill.reason.${reason}`)})`);
      });
    }

    function calm() {
      if (!button.classList.contains('risky')) return;
      button.classList.remove('risky');
      button.textContent = say('copy.copy');
      status.textContent = '';
    }

    button.addEventListener('click', async () => {
      if (risk && !button.classList.contains('risky')) {
        button.classList.add('risky');
        button.textContent = say('copy.anyway');
        status.textContent = say('copy.risk', { risk });
        return;
      }
      calm();
      const blank = missing().map(({ name }) => name);
      if (await Unstuck.copyText(Unstuck.clean(textOf(code), language))) {
        status.textContent = blank.length ? say('copy.without', { names: Unstuck.listed(blank), count: blank.length }) : say('copy.copied');
      } else {
        getSelection().selectAllChildren(code);
        status.textContent = say('copy.failed');
      }
    });
    button.addEventListener('blur', calm);
    form.onChange(shown);
    shown();
  };

  /* A fence that nothing in a text can close. */
  function fenced(text) {
    const longest = (text.match(/~{3,}/g) || []).reduce((most, run) => Math.max(most, run.length), 2);
    const fence = '~'.repeat(longest + 1);
    return `${fence}text\n${text.replace(/\n+$/, '')}\n${fence}`;
  }

  function cut(text) {
    if (text.length <= MAX_PASTE) return text;
    const head = text.slice(0, MAX_PASTE / 4);
    const tail = text.slice(-MAX_PASTE * 0.75);
    return `${head.slice(0, head.lastIndexOf('\n') + 1)}…\n${tail.slice(tail.indexOf('\n') + 1)}`;
  }

  function addressOf(article) {
    /** @type {HTMLLinkElement | null} */
    const canonical = document.querySelector('link[rel="canonical"]');
    if (canonical) return canonical.href;
    // A path on this machine is nobody's business.
    return location.protocol === 'file:' ? article.dataset.kbId : location.origin + location.pathname;
  }

  /* The article as Markdown with its address, and the reader's paste without its secrets. */
  Unstuck.chatText = function (article, paste) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById('markdown'));
    const markdown = template.content.textContent.trim();
    const parts = [];
    if (paste) parts.push(Unstuck.say('chatbot.paste'), fenced(cut(paste)));
    parts.push(Unstuck.say(paste ? 'chatbot.article-paste' : 'chatbot.article'));
    parts.push(Unstuck.say('chatbot.source', { address: addressOf(article) }), markdown);
    return `${parts.join('\n\n')}\n`;
  };

  /* The button for it, with a list of what was replaced. */
  Unstuck.chatButton = function (article, match, place) {
    const { say } = Unstuck;
    const button = Unstuck.make('button', { type: 'button', class: 'quiet small' }, say('chatbot.copy'));
    const status = Unstuck.make('div', { class: 'note', role: 'status' });
    const box = Unstuck.make('div', { class: 'chatbot' }, button);
    const addresses = Unstuck.make('input', { type: 'checkbox' });
    const paste = match ? match.text : '';
    if (paste) box.append(Unstuck.make('label', { class: 'check' }, addresses, ` ${say('chatbot.addresses')}`));
    box.append(status);
    place.append(box);
    button.addEventListener('click', async () => {
      const redacted = Unstuck.redact(paste, Unstuck.rules, { addresses: addresses.checked });
      const names = Object.entries(redacted.kinds).filter(([name]) => cut(redacted.text).includes(name));
      const done = await Unstuck.copyText(Unstuck.chatText(article, redacted.text));
      status.replaceChildren(
        !done ? say('copy.failed') : !paste ? say('copy.copied') : names.length ? say('chatbot.replaced', { count: names.length }) : say('chatbot.clean'));
      if (done && names.length) {
        const list = Unstuck.make('ul', { class: 'replaced' });
        for (const [name, kind] of names) list.append(Unstuck.make('li', {}, Unstuck.make('code', {}, name), ` ${Unstuck.named(kind)}`));
        status.append(list);
      }
    });
  };
})((globalThis.Unstuck ??= {}));
