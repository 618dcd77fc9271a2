'use strict';
// Streams: npm's readable-stream, which is Node's own code.
// https://nodejs.org/docs/latest-v20.x/api/stream.html
internalBinding('symbols');
const stream = module.exports = require('internal/stream');

stream._isArrayBufferView = ArrayBuffer.isView;
// Streams of the web are loaded when they are first asked for.
for (const kind of ['Readable', 'Writable', 'Duplex']) {
  stream[kind].toWeb = function toWeb(...args) {
    return require('internal/webstreams/adapters')[`toWeb${kind}`](...args);
  };
  stream[kind].fromWeb = function fromWeb(...args) {
    return require('internal/webstreams/adapters')[`fromWeb${kind}`](...args);
  };
}
stream.duplexPair = (options) => require('internal/duplex-pair').duplexPair(options);
