'use strict';
// What a request shows as its socket. The connection itself is out of reach: this
// answers the calls that packages make on it.
const EventEmitter = require('events');

function Socket(request, encrypted) {
  EventEmitter.call(this);
  this._request = request;
  this._idle = null;
  this._idleTime = 0;
  this.connecting = false;
  this.readable = true;
  this.writable = true;
  this.destroyed = false;
  if (encrypted) {
    this.encrypted = true;
    this.authorized = true;
  }
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);

// setTimeout reports, once nothing happened for ms. It ends nothing.
Socket.prototype.setTimeout = function (ms, callback) {
  this._idleTime = ms;
  if (typeof callback === 'function') {
    if (ms === 0) this.removeListener('timeout', callback);
    else this.once('timeout', callback);
  }
  this._active();
  return this;
};

// _active starts the idle time anew.
Socket.prototype._active = function () {
  const timers = this._idle || this._idleTime > 0 ? require('timers') : null;
  if (this._idle) timers.clearTimeout(this._idle);
  this._idle = null;
  if (!(this._idleTime > 0) || this.destroyed) return;
  this._idle = timers.setTimeout(() => this.emit('timeout'), this._idleTime);
  if (this._idle.unref) this._idle.unref();
};

Socket.prototype._closed = function () {
  if (this.destroyed) return;
  this.destroyed = true;
  this.readable = this.writable = false;
  this._active();
  this.emit('close', false);
};

Socket.prototype.destroy = function (err) {
  this._request.destroy(err);
  return this;
};

for (const name of ['setNoDelay', 'setKeepAlive', 'ref', 'unref', 'cork', 'uncork', 'resume', 'pause', 'end', 'setEncoding']) {
  Socket.prototype[name] = function () {
    return this;
  };
}
for (const name of ['address', 'getPeerCertificate', 'getCipher']) Socket.prototype[name] = () => ({});
Socket.prototype.getSession = () => undefined;
Socket.prototype.isSessionReused = () => false;

module.exports = { Socket };
