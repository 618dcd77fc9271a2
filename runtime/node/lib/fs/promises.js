'use strict';
// https://nodejs.org/docs/latest-v20.x/api/fs.html#promises-api
const { constants } = require('fs');
const calls = require('internal/fs/calls');
const { FileHandle } = require('internal/fs/handle');

const names = ['access', 'copyFile', 'cp', 'rename', 'truncate', 'rm', 'rmdir', 'mkdir', 'readdir', 'readlink', 'symlink', 'lstat', 'stat',
  'statfs', 'link', 'unlink', 'chmod', 'lchown', 'chown', 'utimes', 'lutimes', 'realpath', 'mkdtemp', 'writeFile', 'appendFile', 'readFile'];

// promised does the call in a later turn, as a thread would.
const promised = (name) => ({
  async [name](...args) {
    if (args[0] instanceof FileHandle) args[0] = args[0].fd;
    return calls[name](...args);
  },
}[name]);

module.exports = {
  ...Object.fromEntries(names.map((name) => [name, promised(name)])),
  async open(path, flags = 'r', mode = 0o666) {
    return new FileHandle(calls.open(path, flags, mode));
  },
  async opendir(path, options) {
    return new (require('internal/fs/dir').Dir)(path, options);
  },
  async lchmod() {
    const { fault } = require('internal/fault');
    throw fault(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The lchmod() method is not implemented');
  },
  watch: () => require('fs').watch(),
  constants,
};
