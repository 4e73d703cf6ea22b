/* What the page scripts say, in one place. */
(function (Unstuck) {
  'use strict';

  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  Unstuck.words = {
    copy: 'Copy',
    copied: 'Copied.',
    copyAnyway: 'Copy anyway',
    copyFailed: 'Copying is not allowed here. The text is selected: copy it with the keyboard.',
    copiedWithout: names => `Copied, but ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} still blank.`,
    missing: 'Fill in: ',
    risk: text => `Risky: ${text}. Press again to copy.`,
    filled: (done, all) => (done === all ? (all === 1 ? 'Filled in.' : `All ${all} filled in.`) : `${done} of ${all} filled in.`),
    kept: 'Kept in this tab until you close it, never sent.',
    clear: 'Clear',
    options: 'Ways to fix it',
    verdict: (ticked, all) => {
      if (ticked === 0) return 'Tick what you see.';
      if (ticked === all) return all === 1 ? 'It fits: this is your problem.' : `All ${all} fit: this is your problem.`;
      if (ticked * 2 >= all) return `${ticked} of ${all} fit: this is likely your problem.`;
      return `${ticked} of ${all} ${ticked === 1 ? 'fits' : 'fit'}: it may be something else.`;
    },
    otherCauses: 'Look at other causes',
    asked: 'Did it work?',
    worked: 'It worked',
    failed: 'It didn’t',
    good: 'Good.',
    keepAway: 'Keep it from coming back',
    fallback: (number, all) => (all === 1 ? 'Try the fallback.' : `Try fallback ${number} of ${all}.`),
    noFallback: 'This article has no fallback.',
    lastFallback: 'That was the last fallback of this article.',
    allFallbacks: 'Show all fallbacks',
    chatbot: 'Copy for a chatbot',
    addresses: 'Hide IP addresses too',
    replaced: number => `Copied with your paste. ${count(number, 'secret was', 'secrets were')} replaced in it:`,
    nothingReplaced: 'Copied with your paste. Nothing in it looked like a secret; read it before you send it.',
    stale: (date, days) => `Due for review since ${date}${days > 60 ? `, ${Math.round(days / 30.4)} months ago` : ''}. `
      + 'Check that versions and commands still hold before you rely on it.',
  };
})(window.Unstuck = window.Unstuck || {});
