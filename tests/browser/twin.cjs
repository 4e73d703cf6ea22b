// The browser's matcher under node: the first line of input holds the folder of the scripts, the rules and the shards;
// each further line a text as JSON; each line of output is the answer in the form of the published vectors.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const SCRIPTS = ['template', 'lines', 'rows', 'evidence', 'scorer', 'matcher'];
const shards = new Map();
let rows = null;

function start({ folder, rules, files }) {
  globalThis.Unstuck = { rules, shard: (version, name, found) => shards.set(name, found) };
  for (const name of SCRIPTS) vm.runInThisContext(fs.readFileSync(path.join(folder, `${name}.js`), 'utf8'), name);
  for (const text of Object.values(files)) vm.runInThisContext(text);
  const { Rows } = globalThis.Unstuck;
  rows = new Rows(globalThis.Unstuck.index, async (name) => shards.get(name) || []);
}

// Columns in Python count characters, in JavaScript UTF-16 units.
function columns(text, { line, start: first, end }) {
  const raw = text.split(/\r\n|\n|\r/)[line - 1];
  return [line, [...raw.slice(0, first)].length, [...raw.slice(0, end)].length];
}

async function answer(text) {
  const { verdict, hits } = await globalThis.Unstuck.match(rows, text);
  return {
    verdict,
    hits: hits.map((hit) => ({
      kb_id: hit.kbId,
      signature: hit.signature,
      confidence: hit.confidence,
      whole: hit.whole,
      spans: hit.spans.map((span) => columns(text, span)),
      captures: hit.captures,
    })),
  };
}

(async () => {
  const input = require('node:readline').createInterface({ input: process.stdin, crlfDelay: Infinity });
  for await (const line of input) {
    if (rows === null) start(JSON.parse(line));
    else process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
})();
