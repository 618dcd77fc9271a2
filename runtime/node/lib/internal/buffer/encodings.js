'use strict';
// What Buffer's files share. The names of encodings:
// https://nodejs.org/docs/latest-v20.x/api/buffer.html#buffers-and-character-encodings
const { fault, wrongType } = require('internal/fault');

const names = {
  __proto__: null,
  'utf8': 'utf8', 'utf-8': 'utf8', 'hex': 'hex', 'base64': 'base64', 'base64url': 'base64url',
  'ucs2': 'utf16le', 'ucs-2': 'utf16le', 'utf16le': 'utf16le', 'utf-16le': 'utf16le',
  'latin1': 'latin1', 'binary': 'latin1', 'ascii': 'ascii',
};

// find returns the name that the binding knows, or undefined.
const find = (encoding) => names[encoding] || names[`${encoding}`.toLowerCase()];

// known is find that throws.
function known(encoding) {
  const name = find(encoding);
  if (name === undefined) throw fault(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  return name;
}

// bytes checks that an argument has bytes.
function bytes(value, name) {
  if (!(value instanceof Uint8Array)) throw wrongType(name, 'an instance of Buffer or Uint8Array', value);
  return value;
}

module.exports = { bytes, find, known };
