'use strict';
// https://nodejs.org/docs/latest-v20.x/api/string_decoder.html
const { wrongType } = require('internal/fault');
const { known } = require('internal/buffer/encodings');
const binding = internalBinding('buffer');

const pending = Symbol('pending'); // bytes of a character that has not ended
const name = Symbol('name');

function StringDecoder(encoding) {
  this[name] = known(encoding == null || encoding === '' ? 'utf8' : encoding);
  this.encoding = this[name];
  this[pending] = new Uint8Array(0);
}

// rest is the number of bytes that wait for more.
function rest(bytes, encoding) {
  return encoding.startsWith('base64') ? bytes.length % 3 : binding.unended(bytes, encoding);
}

function join(first, second) {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBuffer.isView(buf)) throw wrongType('buf', 'an instance of Buffer, TypedArray, or DataView', buf);
  const bytes = join(this[pending], new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength));
  const end = bytes.length - rest(bytes, this[name]);
  this[pending] = bytes.slice(end);
  return binding.decode(bytes, this[name], 0, end);
};

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const last = this[pending];
  this[pending] = new Uint8Array(0);
  return text + binding.decode(last, this[name], 0, last.length);
};

StringDecoder.prototype.text = function (buf, offset) {
  this[pending] = new Uint8Array(0);
  return this.write(buf.slice(offset));
};

// lengthOf is that of the character that begins so.
function lengthOf(bytes, encoding) {
  if (encoding.startsWith('base64')) return 3;
  if (encoding === 'utf16le') return bytes.length === 3 || (bytes[1] & 0xfc) === 0xd8 ? 4 : 2;
  return bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 2;
}

Object.defineProperties(StringDecoder.prototype, {
  lastTotal: {
    configurable: true,
    enumerable: true,
    get() { return this[pending].length === 0 ? 0 : lengthOf(this[pending], this[name]); },
  },
  lastNeed: { configurable: true, enumerable: true, get() { return this[pending].length === 0 ? 0 : this.lastTotal - this[pending].length; } },
  lastChar: { configurable: true, enumerable: true, get() { return Buffer.from(this[pending]); } },
});

module.exports = { StringDecoder };
