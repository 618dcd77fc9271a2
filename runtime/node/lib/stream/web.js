'use strict';
// https://nodejs.org/docs/latest-v20.x/api/webstreams.html. The streams themselves are
// npm's web-streams-polyfill, which follows the standard as Node does.
internalBinding('symbols'); // before the streams look for Symbol.asyncIterator
module.exports = { ...require('internal/web-streams') };

const more = {
  TextEncoderStream: 'internal/webstreams/text',
  TextDecoderStream: 'internal/webstreams/text',
  CompressionStream: 'internal/webstreams/compression',
  DecompressionStream: 'internal/webstreams/compression',
};
for (const [name, file] of Object.entries(more)) {
  Object.defineProperty(module.exports, name, { configurable: true, enumerable: true, get: () => require(file)[name] });
}
