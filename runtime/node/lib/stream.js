'use strict';
// Streams: npm's readable-stream, which is Node's own code.
// https://nodejs.org/docs/latest-v20.x/api/stream.html
internalBinding('symbols');
module.exports = require('internal/stream');
