'use strict';
// A response: https://nodejs.org/api/http.html#class-httpincomingmessage
const { Readable } = require('stream');
const { fault } = require('internal/fault');
const { join, distinct } = require('internal/http/headers');

// IncomingMessage reads from source.read(done(err, arrayBuffer, last)) when it is read.
function IncomingMessage(socket, source) {
  Readable.call(this, { autoDestroy: true });
  this.socket = socket;
  this.httpVersion = null;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.complete = false;
  this.aborted = false;
  this.rawHeaders = [];
  this.rawTrailers = [];
  this.trailers = {};
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this._source = source;
  this._joined = null;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

Object.defineProperties(IncomingMessage.prototype, {
  headers: {
    configurable: true,
    get() {
      if (this._joined === null) this._joined = join(this.rawHeaders);
      return this._joined;
    },
    set(value) {
      this._joined = value;
    },
  },
  headersDistinct: {
    configurable: true,
    get() {
      return distinct(this.rawHeaders);
    },
  },
  connection: {
    configurable: true,
    get() {
      return this.socket;
    },
    set(value) {
      this.socket = value;
    },
  },
});

IncomingMessage.prototype._read = function () {
  if (!this._source || this.complete) return;
  this._source.read((err, bytes, last, trailers) => {
    if (this.destroyed) return;
    if (err) return this.destroy(err);
    if (bytes.byteLength > 0) this.push(bytes instanceof ArrayBuffer ? require('buffer').Buffer.from(bytes) : bytes);
    if (!last) return;
    this.complete = true;
    if (trailers) this._addTrailers(trailers);
    this.push(null);
  });
};

IncomingMessage.prototype._addTrailers = function (raw) {
  this.rawTrailers = raw;
  this.trailers = join(raw);
};

IncomingMessage.prototype._destroy = function (err, done) {
  if (!this.complete && this._source) {
    this.aborted = true;
    this.emit('aborted');
    if (!err) err = fault(Error, 'ECONNRESET', 'aborted');
    // As in Node, nobody has to listen for a response that was cut short.
    if (this.listenerCount('error') === 0) err = null;
  }
  if (this._source) this._source.closed();
  process.nextTick(done, err);
};

IncomingMessage.prototype.setTimeout = function (ms, callback) {
  this.socket.setTimeout(ms, callback);
  return this;
};

// _dump throws the rest away.
IncomingMessage.prototype._dump = function () {
  this.resume();
};

module.exports = { IncomingMessage };
