'use strict';
// https://nodejs.org/api/net.html, the client side of it: a hook listens to nothing.
const { fault, wrongType, outOfRange } = require('internal/fault');
const { isIP, isIPv4, isIPv6 } = require('internal/net/ip');
const { normalize } = require('internal/net/connect');
const { Socket } = require('internal/net/socket');
const { Server } = require('internal/net/server');

function connect(...args) {
  const [options, callback] = normalize(args);
  const socket = new Socket(options);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(options, callback);
}

// Addresses of a name are tried by the platform, one after another.
let autoSelectFamily = true;
let attemptTimeout = 250;

module.exports = {
  Server,
  Socket,
  Stream: Socket,
  connect,
  createConnection: connect,
  createServer: (options, listener) => new Server(options, listener),
  isIP,
  isIPv4,
  isIPv6,
  getDefaultAutoSelectFamily: () => autoSelectFamily,
  setDefaultAutoSelectFamily(value) {
    if (typeof value !== 'boolean') throw wrongType('value', 'of type boolean', value);
    autoSelectFamily = value;
  },
  getDefaultAutoSelectFamilyAttemptTimeout: () => attemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout(value) {
    if (typeof value !== 'number') throw wrongType('value', 'of type number', value);
    if (!Number.isInteger(value) || value < 1) throw outOfRange('value', '>= 1 && <= 2147483647', value);
    attemptTimeout = Math.max(value, 10);
  },
};
for (const name of ['BlockList', 'SocketAddress']) {
  module.exports[name] = function () {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `net.${name} is not available in this runtime`);
  };
}
