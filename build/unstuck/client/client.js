// The client itself: reads what a paste asks for of a site's index, over HTTP or from a folder, and answers.

const MAX_BYTES = 64 * 1024 * 1024; // of one file
const SECONDS = 60; // for one file
const AT_ONCE = 6; // files, as in a browser: a small server loses connections beyond
const MAX_UNANCHORED = 1024;
const MAX_HASHES = 16;
const PART = /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*\.json$/;
const SHARD = /^Unstuck\.shard\("([0-9a-f]{1,64})", "([a-z0-9/]{1,40})", /;

/** What can go wrong, in words. `reason`: `address`, `missing`, `large`, `slow`, `damaged`, `changed` or `version`. */
class UnstuckError extends Error {
  constructor(reason, message) {
    super(message);
    this.name = 'UnstuckError';
    this.reason = reason;
  }
}

/** A published knowledge base: the address of its site, or the folder of a built one (under Node). */
class Client {
  constructor(kb) {
    this.read = fewAtOnce(openSite(String(kb)));
    this.rows = null;
    this.feeds = new Map();
  }

  /**
   * The answer to a pasted text, as `unstuck match --format json` prints it. Columns count characters, not UTF-16
   * units: `[...line].slice(start, end).join('')` is what matched.
   */
  async match(text) {
    const asked = String(text);
    try {
      return await this.ask(asked);
    } catch (error) {
      if (error.reason !== 'changed') throw error;
      this.rows = null; // the site was republished: once more, from its new index
      this.feeds.clear();
      return this.ask(asked);
    }
  }

  async ask(text) {
    try {
      this.rows ??= openRows(this.read).catch((error) => {
        this.rows = null;
        throw error;
      });
      const rows = await this.rows;
      const answer = await Unstuck.match(rows, text);
      const { verdict, likely, platform, language, hits } = answer;
      const lines = hits.length ? text.split(/\r\n|\n|\r/) : [];
      const articles = await Promise.all(hits.map((hit) => rows.needShown(hit.number)));
      const entries = new Map(hits.map((hit, at) => [hit, articles[at]]));
      const groups = Unstuck.errorsOf(answer).map((group) => groupJson(group, entries));
      return { verdict, likely, platform, language, groups, hits: hits.map((hit) => hitJson(hit, entries.get(hit), lines, platform)) };
    } catch (error) {
      if (error instanceof UnstuckError) throw error;
      throw new UnstuckError('damaged', `the site's index is damaged: ${error.message}`);
    }
  }

  /** What `errors.json` says of an article, by its id; null where there is none. */
  async article(kbId) {
    const names = [String(kbId), String(kbId).toUpperCase()];
    const first = await this.feed('errors.json');
    const inside = first.parts.filter((one) => names.some((name) => one.first <= name && name <= one.last));
    const feeds = [first, ...(await Promise.all(inside.map((one) => this.feed(one.url))))];
    const articles = feeds.flatMap((one) => one.articles);
    return articles.find((one) => names.includes(one.kb_id)) ?? null;
  }

  async feed(path) {
    if (!this.feeds.has(path)) {
      const reading = this.read(path).then((text) => readFeed(path, text));
      reading.catch(() => this.feeds.delete(path));
      this.feeds.set(path, reading);
    }
    return this.feeds.get(path);
  }
}

/** Reads a file of a site as text, by its path below the site's root. */
function openSite(kb) {
  const name = kb.replace(/(^|\/)errors\.json$/, '$1');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(kb)) return (path) => readFile(name || '.', path);
  let root = null;
  try {
    root = new URL(name);
  } catch {
    throw new UnstuckError('address', `${kb}: no address; name a published site, such as https://example.org/kb/`);
  }
  if (!/^https?:$/.test(root.protocol)) throw new UnstuckError('address', `${kb}: no address of http or https`);
  if (root.username || root.password) {
    throw new UnstuckError('address', `${root.hostname}: leave user and password out of the address`);
  }
  root.search = '';
  root.hash = '';
  if (!root.pathname.endsWith('/')) root.pathname += '/';
  return (path) => readUrl(new URL(path, root));
}

/** The same reading, of a few files at a time. */
function fewAtOnce(read) {
  const waiting = [];
  let free = AT_ONCE;
  return async (path) => {
    if (free > 0) free -= 1;
    else await new Promise((resume) => waiting.push(resume));
    try {
      return await read(path);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

async function readFile(folder, path) {
  const name = `${folder.replace(/\/$/, '')}/${path}`;
  let file = null;
  try {
    // By a name that is worked out, so that a bundler for browsers does not look for Node's modules.
    const { open } = /** @type {any} */ (module).require(['node:fs', 'promises'].join('/'));
    file = await open(name);
    const { size } = await file.stat();
    if (size > MAX_BYTES) throw tooLarge(name);
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof UnstuckError) throw error;
    throw new UnstuckError('missing', `${name}: ${error.message}`);
  } finally {
    await file?.close();
  }
}

async function readUrl(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(SECONDS * 1000) });
    if (url.protocol === 'https:' && !answer.url.startsWith('https:')) {
      throw new UnstuckError('address', `${url}: is sent on to an address that is not https`);
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new UnstuckError('missing', `${url}: the server answered ${answer.status}`);
    }
    const decoder = new TextDecoder();
    const reader = answer.body.getReader();
    let [text, size] = ['', 0];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      size += piece.value.length;
      if (size > MAX_BYTES) {
        await reader.cancel();
        throw tooLarge(url);
      }
      text += decoder.decode(piece.value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof UnstuckError) throw error;
    if (error.name === 'TimeoutError') throw new UnstuckError('slow', `${url}: did not arrive within ${SECONDS} s`);
    throw new UnstuckError('missing', `${url}: ${error.cause?.message || error.message}`);
  }
}

function tooLarge(name) {
  return new UnstuckError('large', `${name}: is larger than ${MAX_BYTES / 1024 / 1024} MB`);
}

/** The index of a site. Its files are scripts for pages; here the JSON in them is read, and nothing is run. */
async function openRows(read) {
  const name = 'assets/search/index.js';
  const about = readJson(name, cut(name, await read(name), 'Unstuck.index = ', ';'));
  const counts = ['w', 'x', 'a', 's'].map((family) => about?.shards?.[family]);
  const places = about?.unanchored;
  const sound = counts.every((one) => Number.isSafeInteger(one) && one > 0) && Number.isSafeInteger(about.records)
    && typeof about.version === 'string' && Array.isArray(places) && places.length <= MAX_UNANCHORED
    && places.length % 3 === 0 && places.every((one) => Number.isSafeInteger(one) && one >= 0);
  if (!sound) throw new UnstuckError('version', `${name}: no index that this client can read`);
  return new Unstuck.Rows(about, (shard) => readShard(read, about.version, shard));
}

async function readShard(read, version, shard) {
  const name = `assets/search/${shard}.js`;
  const text = await read(name);
  const head = SHARD.exec(text);
  if (!head || head[2] !== shard) throw new UnstuckError('damaged', `${name}: is damaged`);
  if (head[1] !== version) throw new UnstuckError('changed', `${name}: is of another build; ask again in a moment`);
  const rows = readJson(name, cut(name, text, head[0], ');'));
  const isAnchors = shard === 'anchors';
  if (!Array.isArray(rows) || (isAnchors && !isFilter(/** @type {[unknown]} */ (rows)))) throw new UnstuckError('damaged', `${name}: is damaged`);
  return rows;
}

/** Whether the only row of a shard is a filter: its size in bits, how many of them each word sets, and the bits. */
function isFilter([filter]) {
  const [size, hashes, bits] = Array.isArray(filter) ? filter : [];
  const whole = Number.isSafeInteger(size) && Number.isSafeInteger(hashes) && typeof bits === 'string';
  return whole && size > 0 && size <= bits.length * 6 && hashes > 0 && hashes <= MAX_HASHES;
}

/** What is between the beginning and the end of a text. */
function cut(name, text, head, tail) {
  const end = text.trimEnd();
  if (!text.startsWith(head) || !end.endsWith(tail)) throw new UnstuckError('damaged', `${name}: is damaged`);
  return end.slice(head.length, end.length - tail.length);
}

function readJson(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnstuckError('damaged', `${name}: no JSON; is that the address of a published site?`);
  }
}

function readFeed(name, text) {
  const feed = readJson(name, text);
  if (feed?.version !== 1 || !Array.isArray(feed.articles)) {
    throw new UnstuckError('version', `${name}: no errors feed of version 1`);
  }
  const parts = Array.isArray(feed.parts) ? feed.parts : [];
  if (!parts.every((one) => typeof one?.url === 'string' && PART.test(one.url))) {
    throw new UnstuckError('damaged', `${name}: names a part that is not a file of the site`);
  }
  return { articles: feed.articles.filter((one) => one && typeof one.kb_id === 'string'), parts };
}

/** A hit as `unstuck match --format json` prints it. */
function hitJson(hit, article, lines, platform) {
  const characters = (line, end) => Array.from(lines[line - 1].slice(0, end)).length;
  return {
    kb_id: hit.kbId,
    confidence: hit.confidence,
    sure: hit.sure,
    signature: hit.signature,
    lines: hit.spans.map(({ line, start, end }) => (
      { line, start: characters(line, start), end: characters(line, end) }
    )),
    captures: hit.captures.map(([name, value], at) => ({ name, value, type: hit.types[at] })),
    fix: fixJson(hit, article, Unstuck.fixOf(hit, article, platform)),
    commands: [
      ...article.commands.map((command) => commandJson(hit, command, 'fix', command.title, command.option, command.recommended)),
      ...article.verification.commands.map((command) => commandJson(hit, command, 'verify', '')),
      ...article.fallbacks.flatMap(({ title, commands }) => commands.map((command) => commandJson(hit, command, 'fallback', title))),
    ],
    reason: inWords(hit.reason, hit.spans.map((span) => span.line)),
  };
}

/** The way that cures it: words, and commands of the article. */
function fixJson(hit, article, fix) {
  if (!fix) return null;
  const { id, heading, title } = fix;
  const command = (one) => commandJson(hit, one, 'fix', title, one.option, one.recommended);
  const steps = fix.steps.map((one) => (typeof one === 'string' ? { text: one } : command(article.commands[one])));
  return { id, heading, title, steps, risks: Unstuck.risksOf(fix, article) };
}

/** The errors of the text, each with its lines, its articles and the check that tells these apart. */
function groupJson(group, entries) {
  const causes = group.map((hit) => [hit, entries.get(hit)]);
  return { lines: Unstuck.linesOf(group[0]), kb_ids: group.map((hit) => hit.kbId), check: Unstuck.tellingCheck(causes) };
}

/** A command with the values of a hit filled in where that is safe. */
function commandJson(hit, command, purpose, title, option = '', recommended = false) {
  const { parts, missing } = Unstuck.fillCommand(command.text, command.language, Unstuck.valuesOf(hit));
  const filled = parts.map((part) => part.text).join('');
  return { purpose, option, title, recommended, language: command.language, filled, missing };
}

function inWords([how, what, percent], numbers) {
  if (how === 'code') return `The text holds the code ${what}.`;
  if (how === 'text') return 'Its text shares rare words.';
  const one = numbers.length === 1;
  const where = one ? `Line ${numbers[0]}` : `Lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
  if (how === 'part') return `${where} ${one ? 'matches' : 'match'} ${percent}% of this error: ${what}`;
  const filled = how === 'filled' ? 'with its values filled in' : 'word for word';
  return `${where} ${one ? 'is' : 'are'} this error ${filled}: ${what}`;
}

module.exports = { Client, UnstuckError };
