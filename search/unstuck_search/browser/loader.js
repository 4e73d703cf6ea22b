// How shards reach a page: as scripts, since a page opened from disk may load nothing else.
(function (Unstuck) {
  'use strict';

  const arrived = new Map();

  /** Why an answer cannot be given: `reason` is `missing`, `damaged` or `changed`, `name` the shard. */
  class ShardError extends Error {
    constructor(reason, name) {
      super(`${name}: ${reason}`);
      this.reason = reason;
    }
  }

  /** Called by each shard. */
  function shard(version, name, rows) {
    arrived.set(name, { version, rows });
  }

  /** A promise of the rows of a shard, for a page whose site begins at `root`. */
  function loadShard(root, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root}assets/search/${name}.js`;
      script.onload = () => {
        const found = arrived.get(name);
        arrived.delete(name);
        script.remove();
        if (!found) reject(new ShardError('damaged', name));
        else if (found.version !== Unstuck.index.version) reject(new ShardError('changed', name));
        else resolve(found.rows);
      };
      script.onerror = () => {
        script.remove();
        reject(new ShardError('missing', name));
      };
      document.head.append(script);
    });
  }

  /** The rows of the site's index, read as they are asked for. */
  function openRows(root) {
    return new Unstuck.Rows(Unstuck.index, (name) => loadShard(root, name));
  }

  Object.assign(Unstuck, { ShardError, shard, openRows });
})((globalThis.Unstuck ??= {}));
