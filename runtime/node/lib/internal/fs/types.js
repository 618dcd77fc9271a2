'use strict';
// Stats and Dirent: https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsstats
const kinds = {
  isFile: 0o100000, isDirectory: 0o040000, isSymbolicLink: 0o120000, isCharacterDevice: 0o020000,
  isBlockDevice: 0o060000, isFIFO: 0o010000, isSocket: 0o140000,
};

function Stats(node, bigint) {
  const number = bigint ? BigInt : (n) => n;
  const size = node.isFolder ? 4096 : node.size;
  const fields = {
    dev: 1, mode: node.mode, nlink: node.isFolder ? 2 : 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, ino: node.ino,
    size, blocks: Math.ceil(size / 512), atimeMs: node.atime, mtimeMs: node.mtime, ctimeMs: node.ctime, birthtimeMs: node.birthtime,
  };
  for (const name of Object.keys(fields)) this[name] = number(name.endsWith('Ms') ? Math.trunc(fields[name]) : fields[name]);
  const times = ['atime', 'mtime', 'ctime', 'birthtime'];
  if (bigint) for (const name of times) this[`${name}Ns`] = BigInt(Math.trunc(node[name])) * 1000000n;
  for (const name of times) this[name] = new Date(node[name]);
}

class Dirent {
  #mode;

  constructor(name, path, mode) {
    this.name = name;
    this.parentPath = this.path = path;
    this.#mode = mode;
  }

  static {
    for (const [name, kind] of Object.entries(kinds)) {
      const method = { [name]() { return (this.#mode & 0o170000) === kind; } }[name];
      Object.defineProperty(Dirent.prototype, name, { value: method, writable: true, configurable: true });
    }
  }
}

for (const [name, kind] of Object.entries(kinds)) {
  Object.defineProperty(Stats.prototype, name, {
    value: { [name]() { return (Number(this.mode) & 0o170000) === kind; } }[name], writable: true, configurable: true, enumerable: true,
  });
}

module.exports = { Stats, Dirent };
