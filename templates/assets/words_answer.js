/* What the paste box and the search say, in one place. */
(function (Unstuck) {
  'use strict';

  const lines = numbers => (numbers.length === 1
    ? `Line ${numbers[0]}`
    : `Lines ${numbers.slice(0, -1).join(', ')} and ${numbers[numbers.length - 1]}`);
  const are = numbers => (numbers.length === 1 ? 'is' : 'are');

  Unstuck.words = Object.assign(Unstuck.words || {}, {
    found: 'Found it.',
    candidates: 'Could be one of these.',
    candidatesMore: 'No signature stands whole in the text.',
    none: 'Nothing here matches; that is an honest no.',
    noneMore: 'Nothing was sent anywhere.',
    nearest: 'Nearest, but probably not it',
    otherCause: 'Same error, other cause',
    tellApart: 'Tell them apart:',
    sureness: ['Very sure.', 'Sure.', 'Fairly sure.'],
    why: {
      filled: numbers => `${lines(numbers)} ${are(numbers)} this error with its values filled in.`,
      whole: numbers => `${lines(numbers)} ${are(numbers)} this error word for word.`,
      part: (numbers, told, percent) => `${lines(numbers)} ${numbers.length === 1 ? 'holds' : 'hold'} ${percent}% of what tells this error: ${told}`,
      code: (numbers, code) => `The text holds the code ${code}.`,
      text: () => 'Its text shares rare words.',
    },
    inYourPaste: 'Where it stands in your paste',
    fix: 'Fix',
    verify: 'Verify',
    risk_label: 'Risk:',
    downtime: risk => `downtime risk ${risk}`,
    criticality: value => `criticality ${value}`,
    complexity: value => `complexity ${value} of 5`,
    openFix: 'Open the fix',
    ask: 'Ask for an article',
    askLink: 'Open it as a message',
    askTitle: first => `Article wanted: ${first}`,
    looking: 'Looking…',
    big: size => `Looking through ${size} MB…`,
    trouble: {
      missing: 'A part of the index could not be loaded. Is the site complete, or the network down?',
      damaged: 'A part of the index is damaged. Reload the page; if it stays, the site needs to be built again.',
      changed: 'The site was published anew since you opened this page. Reload it.',
      fault: 'This page failed to look it up; that is our fault. The terminal may still answer: unstuck match.',
    },
    again: 'Try again',
    allOfIt: 'Show the whole answer',
    inWords: 'By its words',
    results: total => (total === 0 ? 'No article holds these words.' : total === 1 ? '1 article' : `${total} articles`),
    meant: 'Did you mean',
    narrow: 'Narrow',
    anyOf: { category: 'Category', platform: 'Platform', technology: 'Technology', tag: 'Tag', criticality: 'Criticality' },
    more: 'Show more',
  });
})((globalThis.Unstuck ??= {}));
