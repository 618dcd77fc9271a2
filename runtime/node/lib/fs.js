'use strict';
// https://nodejs.org/docs/latest-v20.x/api/fs.html
//
// A script reads the files of its bundle and has /tmp, in memory, for the time of the
// run. Links and watching do not exist; all else is EACCES or ENOENT, as the place says.
const { fault } = require('internal/fault');
const { fs: constants } = require('internal/os/constants');
const { Stats, Dirent } = require('internal/fs/types');
const { toPath, toCallback, toTime } = require('internal/fs/check');
const calls = require('internal/fs/calls');
const custom = Symbol.for('nodejs.util.promisify.custom');

// What a callback gets besides the value, by the name of the function.
const extras = { read: 'buffer', write: 'buffer', readv: 'buffers', writev: 'buffers' };

// later makes the function with a callback. It checks nothing that the call itself does.
function later(name, call) {
  const f = {
    [name](...args) {
      const callback = toCallback(args.length > 1 || typeof args[0] === 'function' ? args.pop() : undefined);
      const result = attempt(call, args);
      setImmediate(() => {
        if (result.err) callback(result.err);
        else if (extras[name]) callback(null, result.value, args[1]);
        else if (result.value === undefined) callback(null);
        else callback(null, result.value);
      });
    },
  }[name];
  if (extras[name]) {
    f[custom] = async (...args) => ({ [name.startsWith('read') ? 'bytesRead' : 'bytesWritten']: call(...args), [extras[name]]: args[1] });
  }
  return f;
}

// attempt tells what the system answered. A wrong argument is thrown at the caller.
function attempt(call, args) {
  try {
    return { value: call(...args) };
  } catch (err) {
    if (err.errno === undefined) throw err;
    return { err };
  }
}

const fs = {};
for (const [name, call] of Object.entries(calls)) {
  Object.defineProperty(call, 'name', { value: `${name}Sync` });
  fs[`${name}Sync`] = call;
  if (name !== 'exists') fs[name] = later(name, call);
}
fs.realpath.native = fs.realpath;
fs.realpathSync.native = fs.realpathSync;

// exists has no error in its callback, and takes no wrong path for one.
fs.exists = function exists(path, callback) {
  toCallback(callback);
  const found = calls.exists(path);
  setImmediate(() => callback(found));
};
fs.exists[custom] = async (path) => calls.exists(path);

const absent = (name, reason) => function () {
  throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `fs.${name} does not exist here: ${reason}`);
};

const streams = () => require('internal/fs/streams');
const Dir = () => require('internal/fs/dir').Dir;

module.exports = Object.assign(fs, {
  lchmod: undefined,
  lchmodSync: undefined,
  createReadStream: (path, options) => new (streams().ReadStream)(path, options),
  createWriteStream: (path, options) => new (streams().WriteStream)(path, options),
  opendirSync: (path, options) => new (Dir())(path, options),
  opendir: later('opendir', (path, options) => new (Dir())(path, options)),
  async openAsBlob(path, options) {
    return new (require('buffer').Blob)([calls.readFile(toPath(path))], options);
  },
  watch: absent('watch', 'files of a hook do not change'),
  watchFile: absent('watchFile', 'files of a hook do not change'),
  unwatchFile() {},
  _toUnixTimestamp: (time) => toTime(time) / 1000,
  Stats,
  Dirent,
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  constants,
});

// What needs more modules is loaded when first read.
const lazy = {
  ReadStream: () => streams().ReadStream,
  WriteStream: () => streams().WriteStream,
  FileReadStream: () => streams().ReadStream,
  FileWriteStream: () => streams().WriteStream,
  Dir,
  promises: () => require('fs/promises'),
};
for (const [name, get] of Object.entries(lazy)) {
  Object.defineProperty(fs, name, {
    configurable: true,
    enumerable: true,
    get,
    set(value) { Object.defineProperty(fs, name, { value, writable: true, configurable: true, enumerable: true }); },
  });
}
