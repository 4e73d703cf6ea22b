// Which of an article's ways to cure an error an answer shows: the twin of choose_fix.py.
(function (Unstuck) {
  'use strict';

  const [BOUND, FITS, RECOMMENDED, OTHER_PLATFORM] = [4, 2, 1, -8];

  /**
   * The place of the way to show for a signature, given by its number (0: none) and the reader's platform (empty:
   * unknown); -1 where there are none.
   */
  function chooseFix(fixes, number, platform) {
    let [best, top] = [-1, 0];
    fixes.forEach((fix, place) => {
      let value = BOUND * Number(fix.cures.includes(number)) + RECOMMENDED * Number(fix.recommended);
      if (platform && fix.platforms.length) value += fix.platforms.includes(platform) ? FITS : OTHER_PLATFORM;
      if (best < 0 || value > top) [best, top] = [place, value];
    });
    return best;
  }

  /** The way that an answer shows of an article, given as the errors feed has it; none where it has no way. */
  function fixOf(hit, entry, platform) {
    const fixes = entry.fixes || []; // a site of an older version has none
    return fixes[chooseFix(fixes, Number(hit.signature.split('#')[1] || 0), platform)];
  }

  /** What a way to cure an error may break, then what the article says of no way in particular. */
  function risksOf(fix, entry) {
    const elsewhere = new Set((entry.fixes || []).flatMap((one) => one.risks || []));
    return [...(fix?.risks || []), ...entry.risks.filter((one) => !elsewhere.has(one))];
  }

  /**
   * The command that tells the causes of one error apart, given their hits with the entries of their articles: what an
   * author names, else where the first article says to look. Empty for a single cause.
   */
  function tellingCheck(causes) {
    if (causes.length < 2) return '';
    const named = causes.map(([hit, entry]) => entry.checks?.[hit.signature.split('#')[1] || '0']).find(Boolean);
    return named || causes[0][1].where_to_check[0] || '';
  }

  Object.assign(Unstuck, { fixOf, risksOf, tellingCheck });
})((globalThis.Unstuck ??= {}));
