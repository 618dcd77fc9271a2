'use strict';
// https://nodejs.org/api/tls.html#class-tlstlssocket, the client side of it.
const { Socket } = require('internal/net/socket');
const { fault } = require('internal/fault');
const { isIP } = require('internal/net/ip');

// TLSSocket speaks TLS over another socket, or over a connection of its own when it is
// connected. It is secured by _start, which connect calls.
function TLSSocket(socket, options) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, options);
  this._options = { ...options };
  Socket.call(this, { allowHalfOpen: Boolean(socket ? socket.allowHalfOpen : this._options.allowHalfOpen), signal: this._options.signal });
  this.encrypted = true;
  this.authorized = false;
  this.authorizationError = null;
  this.alpnProtocol = null;
  this.servername = null;
  this.secureConnecting = true;
  this._info = null;
  this._parent = socket || null;
  if (this._options.isServer) throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'a hook cannot be a TLS server');
  if (!socket) return;
  if (socket.connecting) {
    this.connecting = true;
    socket.once('connect', () => {
      this.connecting = false;
      this.emit('connect');
      this._start();
    });
  } else process.nextTick(() => this._start());
}
Object.setPrototypeOf(TLSSocket.prototype, Socket.prototype);
Object.setPrototypeOf(TLSSocket, Socket);

TLSSocket.prototype._opening = function () {
  return this.connecting || this.secureConnecting;
};

// _connected goes on, once there is a connection, with the handshake.
TLSSocket.prototype._connected = function (handle, err) {
  if (this.destroyed || this._handle !== handle) return;
  if (err) return this.destroy(err);
  if (this._noDelay) handle.setNoDelay(true);
  if (this._keepAlive) handle.setKeepAlive(...this._keepAlive);
  this.connecting = false;
  this.emit('connect');
  this.emit('ready');
  if (!this.destroyed) this._handshake(handle, null);
};

// _start takes the connection of the socket below, with what it has read already.
TLSSocket.prototype._start = function () {
  const below = this._parent;
  if (this.destroyed || !below || this._handle) return;
  if (below.destroyed) return this.destroy(below.errored || undefined);
  this._host = below._host;
  const handle = below instanceof Socket && below._handle ? below._give() : this._carry(below);
  this._handle = handle;
  if (!this._referenced) handle.unref();
  const parts = [];
  for (let part; below.readableLength > 0 && (part = below.read()) !== null;) parts.push(part);
  below.on('error', (err) => this.destroy(err));
  below.once('close', () => below.readableEnded || this.destroy());
  const { Buffer } = require('buffer');
  this._handshake(handle, parts.length > 0 ? Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : p))) : null);
};

// _carry moves the bytes of a stream that is no socket of ours.
TLSSocket.prototype._carry = function (stream) {
  const [near, far] = internalBinding('net').pair();
  const { Buffer } = require('buffer');
  const outwards = () => far.read((err, bytes) => {
    if (err || bytes === null) return stream.end();
    if (stream.write(Buffer.from(bytes)) === false) stream.once('drain', outwards);
    else outwards();
  });
  outwards();
  stream.on('data', (chunk) => {
    stream.pause();
    far.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, () => stream.resume());
  });
  stream.once('end', () => far.shutdown(() => {}));
  this.once('close', () => far.close());
  return near;
};

TLSSocket.prototype._handshake = function (handle, received) {
  const { prepare } = require('internal/tls/options');
  this._active();
  handle.startTLS(prepare(this._options, this._host), received, (err, info) => {
    if (this.destroyed || this._handle !== handle) return;
    if (err) return this._failed(err);
    this._secured(info);
  });
};

TLSSocket.prototype._destroy = function (err, done) {
  if (this._parent) this._parent.destroy();
  Socket.prototype._destroy.call(this, err, done);
};

TLSSocket.prototype._failed = function (err) {
  this._info = null;
  if (/^(CERT|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(err.code)) this.authorizationError = err.code;
  if (err.code === 'ECONNRESET') {
    err = fault(Error, 'ECONNRESET', 'Client network socket disconnected before secure TLS connection was established', {
      path: this._options.path, host: this._options.host, port: this._options.port, localAddress: this._options.localAddress });
  }
  this.destroy(err);
};

TLSSocket.prototype._secured = function (info) {
  this._info = info;
  this.secureConnecting = false;
  this.authorized = info.authorized;
  if (!info.authorized) this.authorizationError = info.authorizationError.code;
  this.alpnProtocol = info.alpn || false;
  this.servername = this._options.servername || false;
  const check = this._options.checkServerIdentity;
  if (typeof check === 'function' && this._options.rejectUnauthorized !== false) {
    const { prepare } = require('internal/tls/options');
    const err = check(prepare(this._options, this._host).identity, this.getPeerCertificate(true));
    if (err) {
      this.authorized = false;
      this.authorizationError = err.code || err.message;
      return this.destroy(err);
    }
  }
  this._active();
  this.emit('secure');
  this.emit('secureConnect');
  this._opened();
};

TLSSocket.prototype.getPeerCertificate = function (detailed) {
  if (!this._info) return this.destroyed || !this._handle ? null : {};
  return shape(this._info.peer(Boolean(detailed)));
};

// shape makes Buffers of the bytes of a certificate.
function shape(certificate) {
  const { Buffer } = require('buffer');
  for (const name of ['raw', 'pubkey']) if (certificate[name]) certificate[name] = Buffer.from(certificate[name]);
  if (certificate.issuerCertificate) shape(certificate.issuerCertificate);
  return certificate;
}

TLSSocket.prototype.getCipher = function () {
  return this._info ? { ...this._info.cipher } : {};
};
TLSSocket.prototype.getProtocol = function () {
  return this._info ? this._info.protocol : null;
};
TLSSocket.prototype.setServername = function (name) {
  if (typeof name !== 'string') throw require('internal/fault').wrongType('name', 'of type string', name);
  this._options.servername = isIP(name) ? '' : name;
};
TLSSocket.prototype.getCertificate = () => ({});
TLSSocket.prototype.getEphemeralKeyInfo = () => ({});
TLSSocket.prototype.getSharedSigalgs = () => [];
for (const name of ['getFinished', 'getPeerFinished', 'getSession', 'getTLSTicket', 'setSession', 'enableTrace', 'disableRenegotiation']) {
  TLSSocket.prototype[name] = function () {};
}
TLSSocket.prototype.isSessionReused = () => false;
TLSSocket.prototype.setMaxSendFragment = () => true;
TLSSocket.prototype.renegotiate = function (options, callback) {
  const err = fault(Error, 'ERR_TLS_RENEGOTIATION_DISABLED', 'TLS session renegotiation disabled for this socket');
  if (typeof callback === 'function') process.nextTick(callback, err);
  return false;
};
TLSSocket.prototype.exportKeyingMaterial = function () {
  throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'tlsSocket.exportKeyingMaterial is not available in this runtime');
};

module.exports = { TLSSocket };
