'use strict';
// https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsdir
const { fault } = require('internal/fault');
const calls = require('internal/fs/calls');
const { toPath } = require('internal/fs/check');
internalBinding('symbols');

class Dir {
  #entries;

  constructor(path, options) {
    this.path = toPath(path);
    try {
      this.#entries = calls.readdir(this.path, { ...options, withFileTypes: true });
    } catch (err) {
      throw err.errno === undefined ? err : require('internal/os/errors').systemError(err.code, 'opendir');
    }
  }

  #open() {
    if (this.#entries === undefined) throw fault(Error, 'ERR_DIR_CLOSED', 'Directory handle was closed');
    return this.#entries;
  }

  readSync() {
    return this.#open().shift() || null;
  }

  closeSync() {
    this.#open();
    this.#entries = undefined;
  }

  read(callback) {
    return answer(() => this.readSync(), callback);
  }

  close(callback) {
    return answer(() => this.closeSync(), callback);
  }

  [Symbol.asyncIterator]() {
    const next = async () => {
      const value = this.readSync();
      if (value === null) this.closeSync();
      return value === null ? { value: undefined, done: true } : { value, done: false };
    };
    return { next, return: async () => { this.closeSync(); return { value: undefined, done: true }; }, [Symbol.asyncIterator]() { return this; } };
  }

  entries() {
    return this[Symbol.asyncIterator]();
  }
}

async function promised(call) {
  return call();
}

function answer(call, callback) {
  if (callback === undefined) return promised(call);
  promised(call).then((value) => process.nextTick(callback, null, value), (err) => process.nextTick(callback, err));
  return undefined;
}

module.exports = { Dir };
