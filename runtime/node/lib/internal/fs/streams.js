'use strict';
// https://nodejs.org/docs/latest-v20.x/api/fs.html#fscreatereadstreampath-options
const { outOfRange } = require('internal/fault');
const { Readable, Writable } = require('stream');
const { toPath, toOptions } = require('internal/fs/check');
const calls = require('internal/fs/calls');

// soon does a call and tells what came of it, in a later turn as Node does.
function soon(call, done) {
  setImmediate(() => {
    let value;
    try {
      value = call();
    } catch (err) {
      done(err);
      return;
    }
    done(null, value);
  });
}

function start(stream, path, options, defaults) {
  const { fd, flags = defaults.flags, mode = 0o666, start: at, autoClose = true } = options;
  if (fd == null) stream.path = toPath(path);
  stream.fd = fd == null ? null : fd;
  stream.flags = flags;
  stream.mode = mode;
  stream.start = at;
  stream.autoClose = autoClose;
  stream.pos = at;
}

function openFile(stream, done) {
  if (stream.fd !== null) return done();
  return soon(() => calls.open(stream.path, stream.flags, stream.mode), (err, fd) => {
    if (err) return done(err);
    stream.fd = fd;
    done();
    stream.emit('open', fd);
    stream.emit('ready');
    return undefined;
  });
}

function closeFile(stream, err, done) {
  if (stream.fd === null || !stream.autoClose) return done(err);
  const { fd } = stream;
  stream.fd = null;
  return soon(() => calls.close(fd), (failed) => done(err || failed));
}

class ReadStream extends Readable {
  constructor(path, options) {
    options = toOptions(options, {});
    super({ highWaterMark: 64 * 1024, emitClose: true, ...options, autoDestroy: options.autoClose });
    start(this, path, options, { flags: 'r' });
    this.end = options.end ?? Infinity;
    this.bytesRead = 0;
    if (this.start !== undefined && this.start > this.end) throw outOfRange('start', `<= "end" (here: ${this.end})`, this.start);
  }

  _construct(done) {
    openFile(this, done);
  }

  _read(size) {
    const left = this.end - (this.start || 0) - this.bytesRead + 1;
    const buffer = Buffer.alloc(Math.max(0, Math.min(size, left)));
    if (buffer.length === 0) return void this.push(null);
    return soon(() => calls.read(this.fd, buffer, 0, buffer.length, this.pos), (err, count) => {
      if (err) return void this.destroy(err);
      this.bytesRead += count;
      if (this.pos !== undefined) this.pos += count;
      this.push(count === 0 ? null : buffer.subarray(0, count));
      return undefined;
    });
  }

  _destroy(err, done) {
    closeFile(this, err, done);
  }

  close(done) {
    if (done) this.once('close', done);
    this.destroy();
  }

  get pending() {
    return this.fd === null;
  }
}

class WriteStream extends Writable {
  constructor(path, options) {
    options = toOptions(options, {});
    super({ emitClose: true, ...options, decodeStrings: true, autoDestroy: options.autoClose });
    start(this, path, options, { flags: 'w' });
    this.bytesWritten = 0;
    if (options.encoding) this.setDefaultEncoding(options.encoding);
  }

  _construct(done) {
    openFile(this, done);
  }

  _write(chunk, encoding, done) {
    soon(() => calls.write(this.fd, chunk, 0, chunk.length, this.pos), (err, count) => {
      if (!err) {
        this.bytesWritten += count;
        if (this.pos !== undefined) this.pos += count;
      }
      done(err);
    });
  }

  _destroy(err, done) {
    closeFile(this, err, done);
  }

  close(done) {
    if (done) this.once('close', done);
    this.end();
  }

  get pending() {
    return this.fd === null;
  }
}
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

module.exports = { ReadStream, WriteStream };
