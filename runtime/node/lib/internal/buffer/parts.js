'use strict';
// The methods of Buffer that cut, copy and swap.
const { fault, wrongType, outOfRange } = require('internal/fault');

const integer = (value) => Math.trunc(+value) || 0;

function swap(buffer, size) {
  if (buffer.length % size !== 0) {
    throw fault(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
  }
  for (let i = 0; i < buffer.length; i += size) Uint8Array.prototype.reverse.call(buffer.subarray(i, i + size));
  return buffer;
}

module.exports = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    if (!(target instanceof Uint8Array)) throw wrongType('target', 'an instance of Buffer or Uint8Array', target);
    const to = integer(targetStart);
    const from = integer(sourceStart);
    const end = sourceEnd === undefined ? this.length : integer(sourceEnd);
    if (to < 0) throw outOfRange('targetStart', '>= 0', to);
    if (from < 0 || from > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, from);
    if (end < 0) throw outOfRange('sourceEnd', '>= 0', end);
    if (to >= target.length || from >= end) return 0;
    const part = this.subarray(from, Math.min(end, from + target.length - to));
    target.set(part, to);
    return part.length;
  },

  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  },

  swap16() {
    return swap(this, 2);
  },
  swap32() {
    return swap(this, 4);
  },
  swap64() {
    return swap(this, 8);
  },
};
