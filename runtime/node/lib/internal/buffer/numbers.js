'use strict';
// The methods of Buffer that read and write numbers.
const { fault, wrongType, outOfRange } = require('internal/fault');

const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

function check(buffer, offset, size) {
  if (typeof offset !== 'number') throw wrongType('offset', 'of type number', offset);
  const last = buffer.length - size;
  if (offset >= 0 && offset <= last && Number.isInteger(offset)) return;
  if (!Number.isInteger(offset)) throw outOfRange('offset', 'an integer', offset);
  if (last < 0) throw fault(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  throw outOfRange('offset', `>= 0 and <= ${last}`, offset);
}

function checkSize(size) {
  if (typeof size !== 'number') throw wrongType('byteLength', 'of type number', size);
  if (!Number.isInteger(size)) throw outOfRange('byteLength', 'an integer', size);
  if (size < 1 || size > 6) throw outOfRange('byteLength', '>= 1 and <= 6', size);
}

// limits of an integer of so many bytes, and what they are called when exceeded.
function limits(signed, size) {
  const bits = size * 8 - (signed ? 1 : 0);
  const [min, max] = [signed ? -(2 ** bits) : 0, 2 ** bits - 1];
  if (size <= 4) return { min, max, range: `>= ${min} and <= ${max}` };
  return { min, max, range: `>= ${signed ? `-(2 ** ${bits})` : '0'} and < 2 ** ${bits}` };
}

const methods = {};

function define(kind, aliases, size, access, check_, convert) {
  const get = DataView.prototype[`get${access}`];
  const set = DataView.prototype[`set${access}`];
  for (const order of size === 1 ? [''] : ['LE', 'BE']) {
    const little = order === 'LE';
    const names = [`read${kind}${order}`, `write${kind}${order}`];
    const own = {
      [names[0]](offset = 0) {
        check(this, offset, size);
        return get.call(view(this), offset, little);
      },
      [names[1]](value, offset = 0) {
        value = convert(value);
        check_(value);
        check(this, offset, size);
        set.call(view(this), offset, value, little);
        return offset + size;
      },
    };
    Object.assign(methods, own);
    for (const alias of aliases) {
      methods[`read${alias}${order}`] = own[names[0]];
      methods[`write${alias}${order}`] = own[names[1]];
    }
  }
}

function within({ min, max, range }) {
  return (value) => {
    if (value > max || value < min) throw outOfRange('value', range, value);
  };
}

const number = (value) => +value;
for (const size of [1, 2, 4]) {
  const bits = size * 8;
  define(`UInt${bits}`, [`Uint${bits}`], size, `Uint${bits}`, within(limits(false, size)), number);
  define(`Int${bits}`, [], size, `Int${bits}`, within(limits(true, size)), number);
}
define('Float', [], 4, 'Float32', () => {}, number);
define('Double', [], 8, 'Float64', () => {}, number);
notANumber('writeDoubleLE', true);
notANumber('writeDoubleBE', false);

// notANumber gives NaN the bits that it has in Node; goja's are Go's.
function notANumber(name, little) {
  const write = methods[name];
  methods[name] = {
    [name](value, offset = 0) {
      const end = write.call(this, value, offset);
      if (Number.isNaN(+value)) view(this).setBigUint64(offset, 0x7ff8000000000000n, little);
      return end;
    },
  }[name];
}

const same = (value) => value;
define('BigInt64', [], 8, 'BigInt64',
  within({ min: -(2n ** 63n), max: 2n ** 63n - 1n, range: '>= -(2n ** 63n) and < 2n ** 63n' }), same);
define('BigUInt64', ['BigUint64'], 8, 'BigUint64',
  within({ min: 0n, max: 2n ** 64n - 1n, range: '>= 0n and < 2n ** 64n' }), same);

function read(buffer, offset, size, little) {
  if (offset === undefined) throw wrongType('offset', 'of type number', offset);
  checkSize(size);
  check(buffer, offset, size);
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + buffer[little ? offset + size - 1 - i : offset + i];
  return value;
}

function write(buffer, value, offset, size, little, signed) {
  checkSize(size);
  value = +value;
  within(limits(signed, size))(value);
  if (offset === undefined) throw wrongType('offset', 'of type number', offset);
  check(buffer, offset, size);
  let rest = Math.trunc(value) || 0;
  for (let i = 0; i < size; i++) {
    buffer[little ? offset + i : offset + size - 1 - i] = rest;
    rest = Math.floor(rest / 256);
  }
  return offset + size;
}

function signed(value, size) {
  return value < 2 ** (size * 8 - 1) ? value : value - 2 ** (size * 8);
}

Object.assign(methods, {
  readUIntLE(offset, byteLength) {
    return read(this, offset, byteLength, true);
  },
  readUIntBE(offset, byteLength) {
    return read(this, offset, byteLength, false);
  },
  readIntLE(offset, byteLength) {
    return signed(read(this, offset, byteLength, true), byteLength);
  },
  readIntBE(offset, byteLength) {
    return signed(read(this, offset, byteLength, false), byteLength);
  },
  writeUIntLE(value, offset, byteLength) {
    return write(this, value, offset, byteLength, true, false);
  },
  writeUIntBE(value, offset, byteLength) {
    return write(this, value, offset, byteLength, false, false);
  },
  writeIntLE(value, offset, byteLength) {
    return write(this, value, offset, byteLength, true, true);
  },
  writeIntBE(value, offset, byteLength) {
    return write(this, value, offset, byteLength, false, true);
  },
});
for (const name of ['readUIntLE', 'readUIntBE', 'writeUIntLE', 'writeUIntBE']) {
  methods[name.replace('UInt', 'Uint')] = methods[name];
}

module.exports = methods;
