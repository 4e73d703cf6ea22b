// MiniSearch as an engine of accuracy.py: the first line of input is all articles as JSON (id, title, errors, body),
// each further line a query as JSON; each line of output is [[id, score], …], best first.
'use strict';
const MiniSearch = require('minisearch');
const lines = require('node:readline').createInterface({ input: process.stdin });
let engine = null;
lines.on('line', (line) => {
  if (engine === null) {
    engine = new MiniSearch({ fields: ['title', 'errors', 'body'] });
    engine.addAll(JSON.parse(line));
    return;
  }
  const found = engine.search(JSON.parse(line), { boost: { title: 3, errors: 3 }, combineWith: 'OR' });
  process.stdout.write(`${JSON.stringify(found.slice(0, 10).map((one) => [one.id, one.score]))  }\n`);
});
