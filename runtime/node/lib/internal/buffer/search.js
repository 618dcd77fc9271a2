'use strict';
// The methods of Buffer that compare and search.
const { wrongType, checkInteger } = require('internal/fault');
const { bytes, find, known } = require('internal/buffer/encodings');
const binding = internalBinding('buffer');
const max = binding.maxBytes;

// place resolves an offset as Node's IndexOfOffset does; -1 finds nothing.
function place(length, offset, needle, forward) {
  if (offset < 0) {
    if (offset + length >= 0) return length + offset;
    return forward || needle === 0 ? 0 : -1;
  }
  if (offset + needle <= length) return offset;
  if (needle === 0) return length;
  return forward ? -1 : length - 1;
}

function search(buffer, value, offset, encoding, forward) {
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  }
  offset = Math.trunc(Math.min(Math.max(+offset, -0x80000000), 0x7fffffff));
  if (Number.isNaN(offset)) offset = forward ? 0 : buffer.length;
  const [needle, step] = needleOf(value, encoding);
  const start = place(buffer.length, offset, needle.length, forward);
  if (start === -1 || needle.length === 0) return start;
  if (step === 2 && (buffer.length < 2 || needle.length < 2)) return -1;
  return (forward ? binding.indexOf : binding.lastIndexOf)(buffer, needle, start - (start % step), step);
}

function needleOf(value, encoding) {
  if (typeof value === 'number') return [new Uint8Array([value & 255]), 1];
  const name = encoding === undefined ? 'utf8' : find(encoding);
  const step = name === 'utf16le' ? 2 : 1;
  if (typeof value === 'string') return [new Uint8Array(binding.encode(value, name || known(encoding))), step];
  if (value instanceof Uint8Array) return [value, step];
  throw wrongType('value', 'one of type number or string or an instance of Buffer or Uint8Array', value);
}

function range(start, end, names, length) {
  if (start === undefined) start = 0;
  else checkInteger(start, names[0], 0, max);
  if (end === undefined) end = length;
  else checkInteger(end, names[1], 0, length);
  return [start, end];
}

module.exports = {
  equals(other) {
    return this === bytes(other, 'otherBuffer') || (this.length === other.length && binding.compare(this, other) === 0);
  },

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    bytes(target, 'target');
    if (arguments.length === 1) return binding.compare(this, target);
    const [from, to] = range(targetStart, targetEnd, ['targetStart', 'targetEnd'], target.length);
    const [start, end] = range(sourceStart, sourceEnd, ['sourceStart', 'sourceEnd'], this.length);
    if (start >= end) return from >= to ? 0 : -1;
    if (from >= to) return 1;
    return binding.compare(this.subarray(start, end), target.subarray(from, to));
  },

  indexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true);
  },

  lastIndexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, false);
  },

  includes(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true) !== -1;
  },
};
