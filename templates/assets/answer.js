/* An answer on the page: verdict, why, where in the paste, the fix with captured values filled in. The same order and
   words as the terminal's. Text is only ever text: nothing pasted becomes markup. */
(function (Unstuck) {
  'use strict';

  const { make, say } = Unstuck;
  const SHOWN_HITS = 5;
  const AROUND = 1; // lines shown before and after one that matched
  const MAX_LINE = 400; // characters of a line shown
  const MAX_LINES = 12;
  const MAX_STEPS = 8;
  const MAX_WAYS = 4;
  const REPORT_LINES = 40;
  const REPORT_LENGTH = 4000;
  const REPORT_SENT = 1500; // addresses may not be long
  const NO_FORM = { asks: () => false, onChange() {} };

  const sureness = (confidence) => say(`answer.sure.${confidence >= 0.9 ? 'very' : confidence >= 0.7 ? 'sure' : 'fairly'}`);
  const href = (root, hit) => `${root}kb/${encodeURIComponent(hit.kbId)}/index.html`;

  function why(hit) {
    const lines = [...new Set(hit.spans.map((span) => span.line))];
    const [how, signature, percent] = hit.reason;
    return say(`answer.why.${how}`, { lines: Unstuck.listed(lines), count: lines.length, signature, percent });
  }

  /* A link to an article which remembers, for this tab, what was pasted and captured. */
  function link(root, hit, title, text) {
    const made = make('a', { href: href(root, hit), dir: 'auto' }, title);
    made.addEventListener('click', () => Unstuck.remember(hit, text));
    return made;
  }

  Unstuck.remember = function (hit, text) {
    Unstuck.store.set('unstuck.match', { kb_id: hit.kbId, text: text.slice(0, 200000), captures: Object.fromEntries(hit.captures.map(([name, value], at) => [name, { text: value, type: hit.types[at] }])) });
  };

  /* Part of a line with captured values marked, each at its first place. */
  function marked(text, captures) {
    const found = [];
    for (const [name, value] of captures) {
      const at = text.indexOf(value);
      if (value && at >= 0 && !found.some((one) => at < one.end && at + value.length > one.at)) {
        found.push({ at, end: at + value.length, name });
      }
    }
    found.sort((one, other) => one.at - other.at);
    const parts = [];
    let done = 0;
    for (const one of found) {
      parts.push(text.slice(done, one.at), make('mark', { title: one.name }, text.slice(one.at, one.end)));
      done = one.end;
    }
    return [...parts, text.slice(done)];
  }

  /* The lines that matched, with a line around them. */
  function excerpt(hit, text) {
    const lines = text.split(/\r\n|\n|\r/);
    const spans = new Map(hit.spans.map((span) => [span.line, span]));
    const shown = new Set();
    for (const { line } of hit.spans) {
      for (let near = line - AROUND; near <= line + AROUND; near += 1) {
        if (near >= 1 && near <= lines.length && (spans.has(near) || lines[near - 1].trim())) shown.add(near);
      }
    }
    const list = make('ol', { class: 'excerpt', tabindex: '0', 'aria-label': say('answer.where') });
    for (const number of [...shown].sort((one, other) => one - other).slice(0, MAX_LINES)) {
      const raw = lines[number - 1];
      const span = spans.get(number);
      const from = span && span.start > MAX_LINE / 2 ? span.start - 40 : 0;
      const item = make('li', { value: String(number) });
      if (span) {
        const end = Math.min(span.end, from + 2 * MAX_LINE);
        const hitText = make('span', { class: 'found' }, ...marked(Unstuck.seen(raw.slice(span.start, end)), hit.captures));
        item.className = 'hit';
        item.append(from ? '…' : '', Unstuck.seen(raw.slice(from, span.start)), hitText, Unstuck.seen(raw.slice(end, end + MAX_LINE)));
      } else {
        item.append(Unstuck.seen(raw.slice(0, MAX_LINE)));
      }
      list.append(item);
    }
    return list;
  }

  /* Text as it may be shown: colour codes out, and what turns or hides text made visible. */
  Unstuck.seen = function (text) {
    return text
      .replace(new RegExp(Unstuck.rules.ansi, 'g'), '')
      .replace(new RegExp(Unstuck.rules.hidden, 'gu'), '\ufffd');
  };

  /* A command as a block, captured values in place of its placeholders where that is safe. */
  function commandBlock(command, hit) {
    const language = command.language || 'bash';
    const { parts, missing } = Unstuck.fillCommand(command.text, command.language, Unstuck.valuesOf(hit));
    const code = make('code', {});
    for (const { text, name, filled } of parts) {
      code.append(!name ? text : filled ? make('mark', {}, text) : make('mark', { class: 'ph', 'data-name': name }, text));
    }
    return { block: make('pre', { tabindex: '0', 'data-language': language }, code), missing };
  }

  function addCommands(parent, heading, commands, hit) {
    for (const command of commands) {
      parent.append(make('h4', { dir: 'auto' }, command.title || heading));
      addCommand(parent, command, hit);
    }
  }

  /* The way that cures this error, step by step, then the titles of the other ways. */
  function addSteps(parent, hit, entry, platform) {
    const fix = Unstuck.fixOf(hit, entry, platform);
    if (!fix) return;
    parent.append(make('h4', { dir: 'auto' }, wayTitle(fix.title)));
    for (const step of fix.steps.slice(0, MAX_STEPS)) {
      if (typeof step === 'string') parent.append(...step.split('\n').map((line) => make('p', { class: 'step', dir: 'auto' }, line)));
      else addCommand(parent, entry.commands[step], hit);
    }
    const others = entry.fixes.filter((one) => one !== fix && one.title !== fix.title).map((one) => wayTitle(one.title));
    const titles = others.slice(0, MAX_WAYS).join('; ');
    if (titles) parent.append(make('p', { class: 'meta', dir: 'auto' }, say('answer.others', { titles })));
  }

  /* A way's title, as it is a heading here. */
  function wayTitle(title) {
    return !title || /^(?:solution|fix)$/i.test(title) ? say('answer.fix') : title[0].toUpperCase() + title.slice(1);
  }

  function addCommand(parent, command, hit) {
    const { block, missing } = commandBlock(command, hit);
    parent.append(block);
    Unstuck.copyButton(block, { ...NO_FORM, missing: () => missing });
  }

  function facts(entry) {
    const found = [
      make('span', { class: 'mono' }, entry.kb_id),
      entry.fix_time ? entry.fix_time.text : '',
      entry.criticality ? say('answer.criticality', { level: Unstuck.named(entry.criticality) }) : '',
      entry.complexity ? say('answer.complexity', { complexity: entry.complexity }) : '',
    ].filter(Boolean);
    return make('p', { class: 'meta facts-line' }, ...found.map((one) => (typeof one === 'string' ? make('span', {}, one) : one)));
  }

  /* The article that answers: what to do, and how one sees that it worked. */
  function card(root, hit, entry, text, platform) {
    const made = make('article', { class: 'card' }, make('h3', {}, link(root, hit, entry.title, text)), facts(entry));
    const action = entry.tldr.action || entry.tldr.symptom;
    if (action) made.append(make('p', { class: 'tldr', dir: 'auto' }, action));
    if (hit.captures.length) {
      const list = make('dl', { class: 'captures' });
      for (const [name, value] of hit.captures) {
        list.append(make('div', {}, make('dt', {}, name), make('dd', {}, make('mark', { class: 'mono' }, Unstuck.seen(value)))));
      }
      made.append(list);
    }
    addSteps(made, hit, entry, platform);
    const verify = entry.verification.commands.slice(0, 1);
    addCommands(made, say('answer.verify'), verify, hit);
    if (verify.length && entry.verification.expected.length) {
      const expected = entry.verification.expected.slice(0, 2).map((one) => make('li', { dir: 'auto' }, one));
      made.append(make('ul', { class: 'box-ok expected' }, ...expected));
    }
    const risks = Unstuck.risksOf(Unstuck.fixOf(hit, entry, platform), entry).map((one) => one.replace(/\.+$/, ''));
    if (entry.downtime_risk && entry.downtime_risk !== 'none') risks.push(say('answer.downtime', { risk: Unstuck.named(entry.downtime_risk) }));
    if (risks.length) made.append(make('p', { class: 'box-warn', dir: 'auto' }, say('answer.risk', { risks: risks.join('; ') })));
    made.append(make('p', { class: 'actions' }, link(root, hit, say('answer.open'), text)));
    return made;
  }

  function candidateList(root, found, text, { sure = false, lines = false } = {}) {
    const made = make('ol', { class: 'entries candidates' });
    for (const [hit, entry] of found) {
      const item = make('li', { class: 'entry' }, make('h3', {}, link(root, hit, entry.title, text)));
      item.append(make('p', { dir: 'auto' }, entry.tldr.action || entry.tldr.symptom));
      const about = [hit.kbId, sure ? say('answer.sure.percent', { percent: Math.round(hit.confidence * 100) }) : ''].filter(Boolean);
      const line = lines && hit.spans.length ? say('answer.line', { line: hit.spans[0].line }) : why(hit);
      item.append(make('p', { class: 'meta' }, ...about.map((one) => make('span', { class: 'mono' }, one)), make('span', {}, line)));
      made.append(item);
    }
    return made;
  }

  /* The hits worth showing in a short list: a match and what states the same error, else the first few. */
  Unstuck.likely = function (answer) {
    return answer.verdict === 'match' ? Unstuck.errorsOf(answer)[0] : answer.hits.slice(0, 3);
  };

  /* The reader's system, where the paste does not show its own. */
  function machine() {
    const name = navigator.platform || '';
    if (/^win/i.test(name)) return 'windows';
    if (/^(?:mac|iphone|ipad)/i.test(name)) return 'macos';
    return /linux/i.test(name) && !/android/i.test(navigator.userAgent) ? 'linux' : '';
  }

  /* How to get a message in English that was printed in another language. */
  function languageHint({ language }, platform) {
    if (!language) return '';
    const name = new Intl.DisplayNames([document.documentElement.lang || 'en'], { type: 'language' }).of(language);
    const command = platform === 'windows' ? "[Threading.Thread]::CurrentThread.CurrentUICulture = 'en-US'; COMMAND" : 'LC_ALL=C COMMAND';
    return make('p', { class: 'check' }, `${say('answer.language', { language: name })} `, make('code', {}, command));
  }

  function verdictHeading(kind, head, detail) {
    return make('h2', { class: `result ${kind}` }, head, ' ', make('small', {}, detail));
  }

  /* Text as part of an address; halves of characters cannot be. */
  function sendable(text) {
    return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''));
  }

  /* A report to whoever keeps the knowledge base, without secrets; the reader sees it before it goes anywhere. */
  function request(text) {
    const clipped = text.split('\n').slice(0, REPORT_LINES).join('\n').slice(0, REPORT_LENGTH);
    const safe = Unstuck.redact(clipped, Unstuck.rules);
    const names = Object.keys(safe.values);
    const first = (safe.text.split('\n').find((line) => line.trim()) || '').trim().slice(0, 100);
    const address = document.body.dataset.ask || 'mailto:?subject={title}&body={body}';
    const filled = address
      .replace('{title}', () => sendable(say('ask.title', { first })))
      .replace('{body}', () => sendable(safe.text.slice(0, REPORT_SENT)));
    const box = make('details', { class: 'more ask' }, make('summary', {}, say('ask')));
    box.append(make('p', {}, names.length ? say('ask.replaced', { count: names.length }) : say('ask.clean')));
    box.append(make('pre', { tabindex: '0' }, make('code', {}, Unstuck.seen(safe.text))));
    box.append(make('p', { class: 'actions' }, make('a', { href: filled, rel: 'noreferrer noopener' }, say('ask.link'))));
    return box;
  }

  /* The answer as nodes. `rows` are the index's, `root` the site's beginning as the page sees it. */
  Unstuck.renderAnswer = async function (answer, text, rows, root) {
    const platform = answer.platform || machine();
    const least = answer.verdict === 'none' ? 0 : Unstuck.rules.limits.candidate_confidence;
    const groups = Unstuck.errorsOf(answer);
    const own = groups.length ? groups[0] : answer.hits.filter((hit) => hit.confidence >= least).slice(0, SHOWN_HITS);
    const others = groups.slice(1).map(([hit]) => hit);
    const withEntry = async (hit) => [hit, await rows.needShown(hit.number)];
    const found = await Promise.all(own.map(withEntry));
    const made = document.createDocumentFragment();
    if (answer.verdict === 'none') {
      made.append(verdictHeading('none', say('answer.none'), say('answer.none-hint')), languageHint(answer, platform));
      if (found.length) made.append(make('h3', {}, say('answer.nearest')), candidateList(root, found.slice(0, 3), text));
      made.append(request(text));
    } else if (answer.verdict === 'candidates' && !answer.likely) {
      made.append(verdictHeading('maybe', say('answer.candidates'), say('answer.candidates-hint')));
      made.append(candidateList(root, found, text, { sure: true }), languageHint(answer, platform), request(text));
    } else {
      const [[best, entry], ...rest] = found;
      if (answer.likely) made.append(verdictHeading('maybe', say('answer.likely'), say('answer.likely-hint', { why: why(best) })));
      else made.append(verdictHeading('match', say('answer.match'), `${sureness(best.confidence)} ${why(best)}`));
      if (best.spans.length) made.append(excerpt(best, text));
      const check = answer.likely ? '' : Unstuck.tellingCheck(found);
      if (check) made.append(make('p', { class: 'check' }, `${say('answer.causes', { count: found.length })} `, make('code', {}, check)));
      made.append(card(root, best, entry, text, platform));
      if (rest.length) {
        made.append(make('h3', { class: 'apart' }, say(answer.likely ? 'answer.less-likely' : 'same-error')));
        made.append(candidateList(root, rest, text, { sure: answer.likely }));
      }
      if (others.length) {
        made.append(make('h3', { class: 'apart' }, say('answer.also')));
        made.append(candidateList(root, await Promise.all(others.map(withEntry)), text, { lines: true }));
      }
      if (answer.likely) made.append(request(text));
    }
    return made;
  };
})((globalThis.Unstuck ??= {}));
