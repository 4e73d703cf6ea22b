// The browser's matcher under node: the first line of input holds the scripts that need no page and the shards, all as
// text; each further line a text as JSON; each line of output is the answer in the form of the published vectors.
'use strict';
const vm = require('node:vm');

const shards = new Map();
let rows = null;

function start({ scripts, files }) {
  globalThis.window = globalThis;
  for (const text of scripts) vm.runInThisContext(text);
  globalThis.Unstuck.shard = (version, name, found) => shards.set(name, found);
  for (const text of files) vm.runInThisContext(text);
  const { Rows } = globalThis.Unstuck;
  rows = new Rows(globalThis.Unstuck.index, async (name) => shards.get(name) || []);
}

// Columns in Python count characters, in JavaScript UTF-16 units.
function columns(text, { line, start: first, end }) {
  const raw = text.split(/\r\n|\n|\r/)[line - 1];
  return [line, [...raw.slice(0, first)].length, [...raw.slice(0, end)].length];
}

async function answer(text) {
  const found = await globalThis.Unstuck.match(rows, text);
  return {
    verdict: found.verdict,
    likely: found.likely,
    platform: found.platform,
    language: found.language,
    errors: globalThis.Unstuck.errorsOf(found).map((group) => group.map((hit) => hit.kbId)),
    hits: found.hits.map((hit) => ({
      kb_id: hit.kbId,
      signature: hit.signature,
      confidence: hit.confidence,
      whole: hit.whole,
      sure: hit.sure,
      spans: hit.spans.map((span) => columns(text, span)),
      captures: hit.captures.map((pair, at) => [...pair, hit.types[at]]),
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
