/* What the page scripts say. The texts of the site's language precede this; here they are filled in. */
(function (Unstuck) {
  'use strict';

  const { words, names } = Unstuck;
  // Plain English is written as in Britain here, dates and lists too.
  const locale = Unstuck.language === 'en' ? 'en-GB' : Unstuck.language;
  const plurals = new Intl.PluralRules(locale);

  /* A text cut at its {parts}, with their values, which may be elements, in place. Of several forms the one for
     `values.count` is taken. */
  Unstuck.sayParts = function (key, values) {
    const said = words[key];
    const text = typeof said === 'string' ? said : said[plurals.select(values.count)] || said.other;
    return text.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));
  };

  Unstuck.say = (key, values) => Unstuck.sayParts(key, values).join('');

  /* What a thing is called that other data calls by an English name. */
  Unstuck.named = (name) => (Object.hasOwn(names, name) ? names[name] : name);

  /* "2, 3 and 5" */
  Unstuck.listed = (items) => new Intl.ListFormat(locale).format(items.map(String));

  /* "21 November 2026", of an ISO date */
  Unstuck.dated = (date) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

  /* A number with so many digits behind the point, which some write as a comma. */
  Unstuck.rounded = (number, digits) => number.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

  /* For elements in our words inside of an author's, where these are of another language. */
  Unstuck.ours = document.body?.lang ? { lang: document.body.lang } : {};
})((globalThis.Unstuck ??= {}));
