'use strict';
// The methods of Buffer that take text, and those of one encoding.
const { fault, wrongType, outOfRange, checkInteger } = require('internal/fault');
const { known } = require('internal/buffer/encodings');
const binding = internalBinding('buffer');

const methods = {
  write(string, offset, length, encoding) {
    if (offset === undefined) {
      return write(this, string, 0, this.length, 'utf8');
    }
    if (length === undefined && typeof offset === 'string') {
      encoding = offset;
      length = this.length;
      offset = 0;
    } else {
      checkInteger(offset, 'offset', 0, this.length);
      const remaining = this.length - offset;
      if (length === undefined) length = remaining;
      else if (typeof length === 'string') {
        encoding = length;
        length = remaining;
      } else {
        checkInteger(length, 'length', 0, this.length);
        length = Math.min(length, remaining);
      }
    }
    return write(this, string, offset, length, encoding ? known(encoding) : 'utf8');
  },

  fill(value, offset, end, encoding) {
    if (typeof value === 'string') {
      if (offset === undefined || typeof offset === 'string') {
        encoding = offset;
        offset = end = undefined;
      } else if (typeof end === 'string') {
        encoding = end;
        end = undefined;
      }
      if (encoding !== undefined && typeof encoding !== 'string') throw wrongType('encoding', 'of type string', encoding);
      encoding = encoding ? known(encoding) : 'utf8';
    }
    if (offset === undefined) {
      offset = 0;
      end = this.length;
    } else {
      checkNumber(offset, 'offset', binding.maxBytes);
      if (end === undefined) end = this.length;
      else checkNumber(end, 'end', this.length);
    }
    const pattern = patternOf(value, encoding);
    if (pattern.length === 0) {
      throw fault(TypeError, 'ERR_INVALID_ARG_VALUE',
        `The argument 'value' is invalid. Received ${typeof value === 'string' ? `'${value}'` : require('internal/inspect').inspect(value)}`);
    }
    if (offset < end) binding.fill(this, pattern, offset, end);
    return this;
  },
};

function write(buffer, string, offset, length, encoding) {
  if (typeof string !== 'string') throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
  return binding.write(buffer, string, offset, length, encoding);
}

function checkNumber(value, name, max) {
  if (typeof value !== 'number') throw wrongType(name, 'of type number', value);
  if (!(value >= 0 && value <= max)) throw outOfRange(name, `>= 0 && <= ${max}`, value);
}

// patternOf is what fill repeats. An empty string fills with zeros.
function patternOf(value, encoding) {
  if (typeof value === 'string') return value === '' ? new Uint8Array(1) : new Uint8Array(binding.encode(value, encoding));
  if (value instanceof Uint8Array) return value;
  return new Uint8Array([value & 255]);
}

for (const encoding of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
  const name = known(encoding);
  methods[`${encoding}Slice`] = function (start = 0, end = this.length) {
    return binding.decode(this, name, start, end);
  };
  methods[`${encoding}Write`] = function (string, offset = 0, length = this.length - offset) {
    return write(this, string, offset, length, name);
  };
}

module.exports = methods;
