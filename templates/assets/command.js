/* Commands as text: what of a block is worth copying. Pure. */
(function (Unstuck) {
  'use strict';

  const rules = Unstuck.fillRules;
  const GOES_ON = /[\\`^]$/;

  function withoutPrompts(lines, language) {
    const session = rules.sessionLanguages.has(language) || /^(?:doscon|ps1con)$/.test(language);
    const prompt = (line) => rules.prompt.exec(line) || (session && /^[ \t]*[#%][ \t]+/.exec(line));
    const said = lines.filter((line) => line.trim() && !/^[ \t]*#/.test(line));
    if (session && said.length && said.every((line) => /^[ \t]*> /.test(line))) return lines.map((line) => line.replace(/^[ \t]*> /, ''));
    if (!lines.some(prompt)) return lines;
    if (!said.length || !prompt(said[0])) {
      if (!session || !prompt(lines.find((line) => line.trim()))) return lines.map((line) => line.slice((prompt(line) || [''])[0].length));
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
    let lines = text.split('\n').map((line) => line.replace(/[ \t\r]+$/, ''));
    if (/^(?:diff|patch|udiff)$/.test(language)) lines = patched(lines);
    else if (rules.shellLanguages.has(language) || rules.commandLanguages.has(language)) lines = withoutPrompts(lines, language);
    return lines.join('\n').replace(/^\n+|\n+$/g, '');
  };
})((globalThis.Unstuck ??= {}));
