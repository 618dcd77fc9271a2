'use strict';
// https://nodejs.org/docs/latest-v20.x/api/fs.html#class-filehandle
const EventEmitter = require('events');
const calls = require('internal/fs/calls');
internalBinding('symbols');

const same = ['chmod', 'chown', 'stat', 'sync', 'datasync', 'truncate', 'utimes'];
const syscalls = { sync: 'fsync', datasync: 'fdatasync' };

class FileHandle extends EventEmitter {
  #fd;

  constructor(fd) {
    super();
    this.#fd = fd;
  }

  get fd() {
    return this.#fd;
  }

  async close() {
    if (this.#fd === -1) return;
    const fd = this.#fd;
    this.#fd = -1;
    calls.close(fd);
    this.emit('close');
  }

  async read(buffer, ...rest) {
    if (buffer === undefined || (buffer !== null && !ArrayBuffer.isView(buffer))) {
      rest = [buffer || {}];
      buffer = (buffer && buffer.buffer) || Buffer.alloc(16384);
    }
    return { bytesRead: calls.read(this.#fd, buffer, ...rest), buffer };
  }

  async readv(buffers, position) {
    return { bytesRead: calls.readv(this.#fd, buffers, position), buffers };
  }

  async write(buffer, ...rest) {
    return { bytesWritten: calls.write(this.#fd, buffer, ...rest), buffer };
  }

  async writev(buffers, position) {
    return { bytesWritten: calls.writev(this.#fd, buffers, position), buffers };
  }

  async readFile(options) {
    return calls.readFile(this.#fd, options);
  }

  async writeFile(data, options) {
    return calls.writeFile(this.#fd, data, options);
  }

  async appendFile(data, options) {
    return calls.writeFile(this.#fd, data, options);
  }

  createReadStream(options) {
    return require('fs').createReadStream('', { ...options, fd: this.#fd });
  }

  createWriteStream(options) {
    return require('fs').createWriteStream('', { ...options, fd: this.#fd });
  }

  [Symbol.asyncDispose]() {
    return this.close();
  }
}

for (const name of same) {
  const call = calls[syscalls[name] || `f${name}`];
  Object.defineProperty(FileHandle.prototype, name, {
    value: { async [name](...args) { return call(this.fd, ...args); } }[name], writable: true, configurable: true,
  });
}

module.exports = { FileHandle };
