'use strict';
// Servers exist, so that feature detection works, and throw when they are to listen.
const EventEmitter = require('events');
const { fault } = require('internal/fault');

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  EventEmitter.call(this);
  if (typeof options === 'function') listener = options;
  if (typeof listener === 'function') this.on('connection', listener);
  this.listening = false;
  this.connections = 0;
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

Server.prototype.listen = function () {
  throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'a hook cannot listen: it is called, and calls others');
};
Server.prototype.close = function (callback) {
  const err = fault(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.');
  if (typeof callback === 'function') process.nextTick(callback, err);
  return this;
};
Server.prototype.address = () => null;
Server.prototype.getConnections = function (callback) {
  process.nextTick(callback, null, 0);
  return this;
};
Server.prototype.ref = Server.prototype.unref = function () {
  return this;
};

module.exports = { Server };
