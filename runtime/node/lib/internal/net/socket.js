'use strict';
// https://nodejs.org/api/net.html#class-netsocket
const { Duplex } = require('stream');
const { fault } = require('internal/fault');
const { isIP } = require('internal/net/ip');
const { normalize, target } = require('internal/net/connect');
const binding = internalBinding('net');

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  options = typeof options === 'object' && options !== null ? { ...options } : {};
  if (options.handle === undefined && typeof options.fd === 'number') {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'a socket of a file descriptor is not available in this runtime');
  }
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  Duplex.call(this, { ...options, emitClose: false, autoDestroy: true, decodeStrings: true });
  this.connecting = false;
  this._host = null;
  this._hadError = false;
  this._handle = null;
  this._waiting = null; // a write that waits for the connection
  this._wanted = false; // whether a read does
  this._given = false; // whether TLS has taken the connection over
  this._idle = null;
  this._referenced = true;
  this.bytesRead = 0;
  this._written = 0;
  this.allowHalfOpen = options.allowHalfOpen;
  if (!this.allowHalfOpen) this.on('end', endOfReading);
  if (options.noDelay) this.setNoDelay(true);
  if (options.keepAlive) this.setKeepAlive(true, options.keepAliveInitialDelay);
  if (options.signal) require('stream').addAbortSignal(options.signal, this);
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

// As in Node, what is written after the other side has ended is an error.
function endOfReading() {
  if (!this.allowHalfOpen) this.write = afterEnd;
}

function afterEnd(chunk, encoding, callback) {
  if (typeof encoding === 'function') callback = encoding;
  const err = fault(Error, 'EPIPE', 'This socket has been ended by the other party');
  if (typeof callback === 'function') process.nextTick(callback, err);
  this.destroy(err);
  return false;
}

Socket.prototype.connect = function (...args) {
  const [options, callback] = Array.isArray(args[0]) ? args[0] : normalize(args);
  const to = target(options);
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) this._undestroy();
  if (callback) this.once('connect', callback);
  this.connecting = true;
  this._sockname = this._peername = undefined;
  if (to.path !== undefined) {
    process.nextTick(() => this.destroy(fault(Error, 'EACCES', `connect EACCES ${to.path}`, { errno: -13, syscall: 'connect', address: to.path })));
    return this;
  }
  this._host = to.host;
  this._active();
  const { lookup } = options;
  if (typeof lookup !== 'function' || isIP(to.host)) this._dial(to);
  else this._find(lookup, to, options);
  return this;
};

// _find asks the script's own look-up where to connect to.
Socket.prototype._find = function (lookup, { host, port }, { family, hints }) {
  lookup(host, { family, hints }, (err, found, kind) => {
    const { address, family: version } = Array.isArray(found) ? found[0] || {} : { address: found, family: kind };
    this.emit('lookup', err || null, address, version, host);
    if (this.destroyed || !this.connecting) return;
    if (err) return process.nextTick(() => this.destroy(err));
    if (!isIP(address)) {
      return process.nextTick(() => this.destroy(fault(TypeError, 'ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${address}`, { host, port })));
    }
    this._dial({ host: address, port });
  });
};

Socket.prototype._dial = function (to) {
  const handle = binding.connect(to.host, to.port, (err) => this._connected(handle, err));
  this._handle = handle;
  if (!this._referenced) handle.unref();
};

Socket.prototype._connected = function (handle, err) {
  if (this.destroyed || this._handle !== handle) return;
  this.connecting = false;
  if (err) return this.destroy(err);
  if (this._noDelay) handle.setNoDelay(true);
  if (this._keepAlive) handle.setKeepAlive(...this._keepAlive);
  this._active();
  this.emit('connect');
  this.emit('ready');
  this._opened();
};

// _opening says whether reads and writes have to wait.
Socket.prototype._opening = function () {
  return this.connecting;
};

// _opened starts what waited for the connection.
Socket.prototype._opened = function () {
  if (this.destroyed) return;
  if (this._waiting) {
    const waiting = this._waiting;
    this._waiting = null;
    waiting();
  }
  if (this._wanted) {
    this._wanted = false;
    this._read();
  } else if (!this.isPaused()) this.read(0);
};

Socket.prototype._read = function () {
  const handle = this._handle;
  if (this._given) return;
  if (this._opening() || !handle) {
    this._wanted = true;
    return;
  }
  handle.read((err, bytes) => {
    if (this.destroyed || this._handle !== handle) return;
    this._active();
    if (err) return this.destroy(err);
    if (bytes === null) return this._ended();
    this.bytesRead += bytes.byteLength;
    this.push(require('buffer').Buffer.from(bytes));
  });
};

// _give hands the connection to a TLS socket, which alone uses it from now on.
Socket.prototype._give = function () {
  this._given = true;
  return this._handle;
};

// _ended is the end of what the other side sends.
Socket.prototype._ended = function () {
  this.push(null);
  if (this.readableLength === 0) this.read(0);
};

Socket.prototype._write = function (chunk, encoding, done) {
  this._send(chunk, done);
};

Socket.prototype._writev = function (chunks, done) {
  const { Buffer } = require('buffer');
  this._send(Buffer.concat(chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk))), done);
};

Socket.prototype._send = function (bytes, done) {
  if (this._opening()) {
    this._waiting = () => this._send(bytes, done);
    return;
  }
  if (!this._handle || this._given) return done(fault(Error, 'ERR_SOCKET_CLOSED', 'Socket is closed'));
  this._active();
  this._written += bytes.length;
  this._handle.write(bytes, (err) => {
    if (this.destroyed) return;
    this._active();
    done(err);
  });
};

Socket.prototype._final = function (done) {
  if (this._opening()) {
    this._waiting = () => this._final(done);
    return;
  }
  if (!this._handle || this._given) return done();
  this._handle.shutdown((err) => done(err && err.code === 'ENOTCONN' ? null : err));
};

Socket.prototype._destroy = function (err, done) {
  this.connecting = false;
  this._still();
  const handle = this._handle;
  this._hadError = Boolean(err);
  if (handle) {
    this._sockname = handle.address();
    handle.close();
    this._handle = null;
  }
  this._waiting = null;
  done(err);
  process.nextTick(closed, this);
};

function closed(socket) {
  if (socket._closeEmitted) return;
  socket._closeEmitted = true;
  socket.emit('close', socket._hadError);
}

Socket.prototype.destroySoon = function () {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

Socket.prototype.resetAndDestroy = function () {
  if (this._handle || this.connecting) return this.destroy();
  return this.destroy(fault(Error, 'ERR_SOCKET_CLOSED', 'Socket is closed'));
};

Socket.prototype.end = function (data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

Socket.prototype._active = function () {
  if (this._idle) this._idle.refresh();
};
// Timers of other modules call it by this name.
Socket.prototype._unrefTimer = Socket.prototype._active;

Socket.prototype._still = function () {
  if (this._idle) require('timers').clearTimeout(this._idle);
  this._idle = null;
};

// setTimeout reports, once nothing happened for ms. It ends nothing.
Socket.prototype.setTimeout = function (ms, callback) {
  if (this.destroyed) return this;
  ms = require('internal/http/timeout').checkTimeout(ms, 'msecs');
  this.timeout = ms;
  this._still();
  if (callback !== undefined && typeof callback !== 'function') {
    throw require('internal/fault').wrongType('callback', 'of type function', callback);
  }
  if (ms === 0) {
    if (callback) this.removeListener('timeout', callback);
    return this;
  }
  this._idle = require('timers').setTimeout(() => this.emit('timeout'), ms);
  this._idle.unref();
  if (callback) this.once('timeout', callback);
  return this;
};

Socket.prototype.setNoDelay = function (on = true) {
  this._noDelay = Boolean(on);
  if (this._handle && !this.connecting) this._handle.setNoDelay(this._noDelay);
  return this;
};

Socket.prototype.setKeepAlive = function (on = false, ms = 0) {
  this._keepAlive = [Boolean(on), Number(ms) || 0];
  if (this._handle && !this.connecting) this._handle.setKeepAlive(...this._keepAlive);
  return this;
};

Socket.prototype.ref = function () {
  this._referenced = true;
  if (this._handle) this._handle.ref();
  return this;
};

Socket.prototype.unref = function () {
  this._referenced = false;
  if (this._handle) this._handle.unref();
  return this;
};

Socket.prototype.address = function () {
  if (!this._handle) return {};
  return this._handle.address() || {};
};

Socket.prototype.pause = function () {
  return Duplex.prototype.pause.call(this);
};

for (const [side, names] of [['address', ['localAddress', 'localPort', 'localFamily']], ['peer', ['remoteAddress', 'remotePort', 'remoteFamily']]]) {
  for (const [i, name] of names.entries()) {
    Object.defineProperty(Socket.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        const found = (this._handle && !this.connecting && this._handle[side]()) || {};
        return found[['address', 'port', 'family'][i]];
      },
    });
  }
}

const getters = {
  pending() {
    return !this._handle || this.connecting;
  },
  readyState() {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  },
  bufferSize() {
    return this._handle ? this.writableLength : undefined;
  },
  _bytesDispatched() {
    return this._written;
  },
  bytesWritten() {
    return this._written + (this.connecting ? this.writableLength : 0);
  },
};
for (const [name, get] of Object.entries(getters)) Object.defineProperty(Socket.prototype, name, { configurable: true, get });

module.exports = { Socket };
