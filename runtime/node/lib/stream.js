'use strict';
// Streams: npm's readable-stream, which is Node's own code.
// https://nodejs.org/docs/latest-v20.x/api/stream.html
internalBinding('symbols');
const stream = module.exports = require('internal/stream');

stream._isArrayBufferView = ArrayBuffer.isView;
stream.duplexPair = (options) => require('internal/duplex-pair').duplexPair(options);
