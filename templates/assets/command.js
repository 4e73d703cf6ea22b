/* Commands as text: how a value is written into code of a language, and what of a block is worth copying. Pure. */
(function (Unstuck) {
  'use strict';

  const set = words => new Set(words.split(' '));
  // A block without a language most likely holds commands: quoting is the safe side.
  const SHELLS = new Set(['', ...set('sh bash zsh shell ksh dash fish console shell-session shellsession terminal make makefile')]);
  const SESSIONS = set('console shell-session shellsession terminal doscon ps1con');
  const POWERSHELL = set('powershell ps1 pwsh posh ps1con');
  const CMD = set('bat batch cmd dosbatch doscon winbatch');
  const SQL = set('sql psql postgresql mysql sqlite plsql tsql');
  const PLAIN = set('text plain plaintext txt log output none ini conf cfg properties env dotenv diff patch udiff');
  const SAFE = /^[A-Za-z0-9@%+=:,./_-]+$/;

  const HERE = /^<<-?[ \t]*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\1/;

  /* Where in shell code its end stands: bare, single, double, ansi ($'…'), backtick, comment, heredoc or literal. */
  function shellState(code) {
    const stack = [];
    let pending = [];
    let at = 0;
    while (at < code.length) {
      const char = code[at];
      const quoted = stack[stack.length - 1] === 'double';
      if (char === '\\') at += 2;
      else if (char === '"') {
        if (quoted) stack.pop(); else stack.push('double');
        at += 1;
      } else if (char === '$' && code[at + 1] === '(') {
        stack.push('paren');
        at += 2;
      } else if (char === '`') {
        if (stack[stack.length - 1] === 'backtick') stack.pop(); else stack.push('backtick');
        at += 1;
      } else if (quoted) at += 1;
      else if (char === "'") {
        const ansi = code[at - 1] === '$';
        at += 1;
        while (at < code.length && code[at] !== "'") at += ansi && code[at] === '\\' ? 2 : 1;
        if (at >= code.length) return ansi ? 'ansi' : 'single';
        at += 1;
      } else if (char === '#' && (at === 0 || /[\s;(]/.test(code[at - 1]))) {
        at = code.indexOf('\n', at);
        if (at < 0) return 'comment';
      } else if (char === '<' && code[at + 1] === '<' && code[at + 2] !== '<' && code[at - 1] !== '<') {
        const here = HERE.exec(code.slice(at, at + 100));
        if (here) pending.push(here);
        at += here ? here[0].length : 2;
      } else if (char === '\n' && pending.length) {
        at += 1;
        for (const [, mark, word] of pending) {
          const end = new RegExp(`^\\t*${word}$`, 'm').exec(code.slice(at));
          if (!end) return mark ? 'literal' : 'heredoc';
          at += end.index + end[0].length;
        }
        pending = [];
      } else {
        if (char === '(') stack.push('paren');
        if (char === ')' && stack[stack.length - 1] === 'paren') stack.pop();
        at += 1;
      }
    }
    const inner = stack.filter(one => one !== 'paren' || stack.includes('backtick')).pop();
    if (stack.includes('backtick')) return inner === 'double' ? 'backtick-double' : 'backtick';
    return stack[stack.length - 1] === 'double' ? 'double' : 'bare';
  }

  const single = value => `'${value.replace(/'/g, `'"'"'`)}'`;
  const doubled = value => value.replace(/[\\"$`]/g, '\\$&').replace(/!/g, `"'!'"`);

  function shell(value, before, after) {
    const line = before.slice(before.lastIndexOf('\n') + 1);
    // A block that does not end as it began was misread somewhere (an apostrophe in output): believe the line alone.
    const sound = ['bare', 'comment'].includes(shellState(before + after));
    switch (shellState(sound ? before : line)) {
      case 'single': return value.replace(/'/g, `'"'"'`);
      case 'double': return doubled(value);
      case 'ansi': return value.replace(/[\\']/g, '\\$&');
      case 'heredoc': return value.replace(/[\\$`]/g, '\\$&');
      case 'comment': case 'literal': return value;
      case 'backtick': return (SAFE.test(value) ? value : single(value)).replace(/[\\`$]/g, '\\$&');
      case 'backtick-double': return doubled(value).replace(/[\\`$]/g, '\\$&');
      default: return SAFE.test(value) ? value : single(value);
    }
  }

  /* The quote that the end of a line of code stands in; only where the rest of the line closes it. */
  function openQuote(before, after, escape) {
    let open = '';
    const line = before.slice(before.lastIndexOf('\n') + 1);
    for (let at = 0; at < line.length; at += 1) {
      if (line[at] === escape) at += 1;
      else if (open ? line[at] === open : line[at] === '"' || line[at] === "'") open = open ? '' : line[at];
    }
    return open && after.split('\n')[0].includes(open) ? open : '';
  }

  function powershell(value, before, after) {
    const open = openQuote(before, after, '`');
    // PowerShell takes typographic quotes for plain ones.
    if (open === '"') return value.replace(/[`$"\u201c-\u201e]/g, '`$&');
    const inside = value.replace(/['\u2018-\u201b]/g, '$&$&');
    return open || /^[A-Za-z0-9_.:\\/+=-]+$/.test(value) ? inside : `'${inside}'`;
  }

  function cmd(value, before, after) {
    const inside = value.replace(/"/g, '""');
    return openQuote(before, after, '') === '"' || /^[A-Za-z0-9_.:\\/@+-]+$/.test(value) ? inside : `"${inside}"`;
  }

  function json(value, open) {
    if (open) return JSON.stringify(value).slice(1, -1);
    return /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|true|false|null)$/.test(value) ? value : JSON.stringify(value);
  }

  function yaml(value, open, before, after) {
    if (open === '"') return JSON.stringify(value).slice(1, -1);
    if (open) return value.replace(/'/g, "''");
    const whole = /(?:^|\n|[:-] +)$/.test(before) && /^[ \t]*(?:#|\n|$)/.test(after);
    const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./@+-]*(?:[: ][A-Za-z0-9_./@+-]+)*$/.test(value);
    return whole && !plain ? JSON.stringify(value) : value;
  }

  /* A value as it must be written into code: `before` and `after` are the code around it. */
  Unstuck.quote = function (value, language, before, after) {
    if (POWERSHELL.has(language)) return powershell(value, before, after);
    if (CMD.has(language)) return cmd(value, before, after);
    if (SHELLS.has(language)) return shell(value, before, after);
    if (PLAIN.has(language)) return value;
    const instruction = /(?:^|[^\\]\n)[ \t]*(?:RUN|CMD|ENTRYPOINT)[ \t]+((?:[^\n]|\\\n)*)$/.exec(before);
    if (/^docker(?:file)?$/.test(language) && instruction && !instruction[1].startsWith('[')) {
      return shell(value, instruction[1], after.split('\n')[0]);
    }
    const open = openQuote(before, after, '\\');
    if (/^json/.test(language)) return json(value, open);
    if (/^ya?ml$/.test(language)) return yaml(value, open, before, after);
    if (/^(?:html|xml|svg)$/.test(language)) return value.replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`);
    if (SQL.has(language)) return open ? value.split(open).join(open + open) : value;
    return open ? value.replace(/[\\"']/g, one => (one === '\\' || one === open ? `\\${one}` : one)) : value;
  };

  const PROMPT = /^[ \t]*(?:\$|PS(?: [^>\n]{1,200})?>|[A-Za-z]:\\[^>\n]{0,200}>|[\w.-]{1,64}@[\w.-]{1,64}[: ][^$#\n]{0,100}[$#])(?:[ \t]+|$)/;
  const SESSION_PROMPT = /^[ \t]*[#%][ \t]+/;
  const GOES_ON = /[\\`^]$/;

  function withoutPrompts(lines, language) {
    const session = SESSIONS.has(language);
    const prompt = line => PROMPT.exec(line) || (session && SESSION_PROMPT.exec(line));
    const said = lines.filter(line => line.trim() && !/^[ \t]*#/.test(line));
    if (session && said.length && said.every(line => /^[ \t]*> /.test(line))) return lines.map(line => line.replace(/^[ \t]*> /, ''));
    if (!lines.some(prompt)) return lines;
    if (!said.length || !prompt(said[0])) {
      if (!session || !prompt(lines.find(line => line.trim()))) return lines.map(line => line.slice((prompt(line) || [''])[0].length));
    }
    // A session: what was typed is kept, what was printed is not.
    const kept = [];
    let goesOn = false;
    for (const line of lines) {
      const found = prompt(line);
      const more = !found && kept.length && /^[ \t]*>{1,2} ?(.*)$/.exec(line);
      if (!found && !more && !goesOn) continue;
      kept.push(found ? line.slice(found[0].length) : more ? more[1] : line);
      goesOn = GOES_ON.test(kept[kept.length - 1]);
    }
    return kept;
  }

  function patched(lines) {
    const kept = [];
    let header = false;
    for (const line of lines) {
      const added = /^\+\+\+ /.test(line) && header;
      header = /^--- /.test(line);
      if (!added && !/^(?:diff |index |@@|\\ No newline|-)/.test(line)) kept.push(line.replace(/^[+ ]/, ''));
    }
    return kept;
  }

  /* What of a block is to be copied: no prompts, no output between them, no removed lines of a diff. */
  Unstuck.clean = function (text, language) {
    let lines = text.split('\n').map(line => line.replace(/[ \t\r]+$/, ''));
    if (/^(?:diff|patch|udiff)$/.test(language)) lines = patched(lines);
    else if (SHELLS.has(language) || POWERSHELL.has(language) || CMD.has(language)) lines = withoutPrompts(lines, language);
    return lines.join('\n').replace(/^\n+|\n+$/g, '');
  };
})(window.Unstuck = window.Unstuck || {});
