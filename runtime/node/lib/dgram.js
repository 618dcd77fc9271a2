'use strict';
// https://nodejs.org/docs/latest-v20.x/api/dgram.html: nothing of it can be used.
const EventEmitter = require('events');
const { absent } = require('internal/absent');

module.exports = absent('dgram', ['_createSocketHandle', 'createSocket', 'Socket'], 'a hook has TCP only');
Object.setPrototypeOf(module.exports.Socket.prototype, EventEmitter.prototype);
