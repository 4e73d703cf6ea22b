// Asks the client: each line of input is {kb, text} or {kb, article}, each line of output the answer or {error, told}.
'use strict';
const { Client, UnstuckError } = require(process.argv[2]);

const clients = new Map();

async function answer({ kb, text, article }) {
  if (!clients.has(kb)) clients.set(kb, new Client(kb));
  return text === undefined ? clients.get(kb).article(article) : clients.get(kb).match(text);
}

(async () => {
  const input = require('node:readline').createInterface({ input: process.stdin, crlfDelay: Infinity });
  for await (const line of input) {
    let found = null;
    try {
      found = await answer(JSON.parse(line));
    } catch (error) {
      if (!(error instanceof UnstuckError)) throw error;
      found = { error: error.reason, told: error.message };
    }
    process.stdout.write(`${JSON.stringify(found)}\n`);
  }
})();
