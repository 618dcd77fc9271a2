'use strict';
// https://nodejs.org/docs/latest-v20.x/api/buffer.html
const { fault, wrongType, outOfRange, checkInteger } = require('internal/fault');
const { bytes, find, known } = require('internal/buffer/encodings');
const binding = internalBinding('buffer');
const max = binding.maxBytes;

class FastBuffer extends Uint8Array {
  constructor(data, offset, length) {
    super(data, offset, length);
  }
}

function Buffer(arg, encodingOrOffset, length) {
  if (typeof arg !== 'number') return Buffer.from(arg, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw wrongType('string', 'of type string', arg);
  return Buffer.alloc(arg);
}
Object.setPrototypeOf(Buffer, Uint8Array);
Object.defineProperty(Buffer, Symbol.species, { configurable: true, get: () => FastBuffer });
Buffer.prototype = FastBuffer.prototype;
Object.defineProperty(Buffer.prototype, 'constructor', { configurable: true, writable: true, value: Buffer });

const isArrayBuffer = (value) => value instanceof ArrayBuffer;

function allocate(size) {
  if (typeof size !== 'number') throw wrongType('size', 'of type number', size);
  if (!(size >= 0 && size <= max)) throw outOfRange('size', `>= 0 && <= ${max}`, size);
  return new FastBuffer(size);
}

function fromString(string, encoding) {
  return new FastBuffer(binding.encode(string, typeof encoding === 'string' && encoding ? known(encoding) : 'utf8'));
}

function fromArrayBuffer(buffer, offset, length) {
  offset = +offset || 0;
  const rest = buffer.byteLength - offset;
  const outside = (name) => fault(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', `"${name}" is outside of buffer bounds`);
  if (rest < 0) throw outside('offset');
  if (length === undefined) return new FastBuffer(buffer, offset, rest);
  length = +length > 0 ? +length : 0;
  if (length > rest) throw outside('length');
  return new FastBuffer(buffer, offset, length);
}

function fromArrayLike(list) {
  if (!(list.length > 0)) return new FastBuffer(0);
  const buffer = allocate(Math.trunc(list.length));
  if (Array.isArray(list) || ArrayBuffer.isView(list)) buffer.set(list);
  else for (let i = 0; i < buffer.length; i++) buffer[i] = list[i];
  return buffer;
}

function fromObject(object, encoding, length) {
  if (isArrayBuffer(object)) return fromArrayBuffer(object, encoding, length);
  const value = object.valueOf && object.valueOf();
  if (value != null && value !== object && (typeof value === 'string' || typeof value === 'object')) {
    return Buffer.from(value, encoding, length);
  }
  if (object.length !== undefined || isArrayBuffer(object.buffer)) {
    return typeof object.length === 'number' ? fromArrayLike(object) : new FastBuffer(0);
  }
  if (object.type === 'Buffer' && Array.isArray(object.data)) return fromArrayLike(object.data);
  if (typeof object[Symbol.toPrimitive] === 'function') {
    const primitive = object[Symbol.toPrimitive]('string');
    if (typeof primitive === 'string') return fromString(primitive, encoding);
  }
  return undefined;
}

const statics = {
  poolSize: 8192,

  from(value, encodingOrOffset, length) {
    if (typeof value === 'string') return fromString(value, encodingOrOffset);
    const buffer = typeof value === 'object' && value !== null ? fromObject(value, encodingOrOffset, length) : undefined;
    if (buffer !== undefined) return buffer;
    throw wrongType('first argument',
      'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object', value);
  },

  copyBytesFrom(view, offset, length) {
    if (!ArrayBuffer.isView(view) || view instanceof DataView) throw wrongType('view', 'an instance of TypedArray', view);
    if (offset !== undefined) checkInteger(offset, 'offset', 0, Number.MAX_SAFE_INTEGER);
    if (length !== undefined) checkInteger(length, 'length', 0, Number.MAX_SAFE_INTEGER);
    const start = Math.min(offset || 0, view.length);
    const part = view.subarray(start, length === undefined ? view.length : start + length);
    return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  },

  of(...items) {
    return fromArrayLike(items);
  },

  alloc(size, fill, encoding) {
    const buffer = allocate(size);
    return fill === undefined || fill === 0 || size === 0 ? buffer : buffer.fill(fill, encoding);
  },

  allocUnsafe(size) {
    return allocate(size);
  },

  allocUnsafeSlow(size) {
    return allocate(size);
  },

  isBuffer(value) {
    return value instanceof Buffer;
  },

  compare(buf1, buf2) {
    return binding.compare(bytes(buf1, 'buf1'), bytes(buf2, 'buf2'));
  },

  isEncoding(encoding) {
    return typeof encoding === 'string' && find(encoding) !== undefined;
  },

  concat(list, length) {
    if (!Array.isArray(list)) throw wrongType('list', 'an instance of Array', list);
    if (list.length === 0) return new FastBuffer(0);
    if (length === undefined) length = list.reduce((sum, item) => sum + (item.length || 0), 0);
    else checkInteger(length, 'length', 0, max);
    const result = allocate(length);
    let at = 0;
    for (const [i, item] of list.entries()) {
      bytes(item, `list[${i}]`);
      const part = at + item.length > length ? item.subarray(0, length - at) : item;
      result.set(part, at);
      at += part.length;
    }
    return result;
  },

  byteLength(string, encoding) {
    if (typeof string !== 'string') {
      if (ArrayBuffer.isView(string) || isArrayBuffer(string)) return string.byteLength;
      throw wrongType('string', 'of type string or an instance of Buffer or ArrayBuffer', string);
    }
    switch (encoding ? find(encoding) : 'utf8') {
      case 'latin1':
      case 'ascii':
        return string.length;
      case 'utf16le':
        return string.length * 2;
      case 'hex':
        return string.length >>> 1;
      case 'base64':
      case 'base64url':
        return (string.length - (/=?=?$/.exec(string)[0].length)) * 3 >>> 2;
      default:
        return binding.byteLength(string);
    }
  },
};
Object.assign(Buffer, statics);

function SlowBuffer(length) {
  return allocate(length);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

// index resolves a start or an end as Array's slice does.
function index(value, length, missing) {
  if (value === undefined) return missing;
  value = Math.trunc(+value) || 0;
  return value < 0 ? Math.max(0, value + length) : Math.min(value, length);
}

function subarray(buffer, start, end) {
  const { length } = buffer;
  start = index(start, length, 0);
  end = index(end, length, length);
  return new FastBuffer(buffer.buffer, buffer.byteOffset + start, Math.max(0, end - start));
}

const inspect = function (depth, context) {
  return require('internal/buffer/inspect')(this, context);
};

// The other methods are added when first looked for.
const prototype = Buffer.prototype;
Object.setPrototypeOf(prototype, Object.setPrototypeOf(
  binding.late(prototype, (group) => Object.assign(prototype, require(`internal/buffer/${group}`))), Uint8Array.prototype));
prototype.subarray = function (start, end) {
  return subarray(this, start, end);
};
prototype.slice = function (start, end) {
  return subarray(this, start, end);
};
prototype.toString = function (encoding, start, end) {
  const { length } = this;
  if (arguments.length === 0) return binding.decode(this, 'utf8', 0, length);
  start = start > 0 ? Math.trunc(start) || 0 : 0;
  end = end === undefined || end > length ? length : Math.trunc(end) || 0;
  if (start >= length || end <= start) return '';
  return binding.decode(this, encoding === undefined ? 'utf8' : known(encoding), start, end);
};
prototype.toLocaleString = prototype.toString;
for (const [name, from] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
  Object.defineProperty(prototype, name, { configurable: true, enumerable: true, get() { return this instanceof Buffer ? this[from] : undefined; } });
}
prototype.inspect = inspect;
prototype[Symbol.for('nodejs.util.inspect.custom')] = inspect;

const constants = { MAX_LENGTH: max, MAX_STRING_LENGTH: binding.maxCharacters };
module.exports = {
  Buffer,
  SlowBuffer,
  kMaxLength: max,
  kStringMaxLength: binding.maxCharacters,
  constants,
  INSPECT_MAX_BYTES: 50,
  atob: (input) => require('internal/base64').atob(input),
  btoa: (input) => require('internal/base64').btoa(input),
  isAscii: (input) => checkBytes(input).every((byte) => byte < 128),
  isUtf8: (input) => binding.text(checkBytes(input), 'utf8', true, false)[0] !== undefined,
  transcode,
  resolveObjectURL: (url) => require('internal/blob').resolveObjectURL(url),
};
for (const name of ['Blob', 'File']) {
  Object.defineProperty(module.exports, name, { configurable: true, enumerable: true, get: () => require('internal/blob')[name] });
}

function transcode(source, from, to) {
  if (!(source instanceof Uint8Array)) throw wrongType('source', 'an instance of Buffer or Uint8Array', source);
  if (find(from) === undefined || find(to) === undefined) {
    const code = 'U_ILLEGAL_ARGUMENT_ERROR';
    throw fault(Error, code, `Unable to transcode Buffer [${code}]`, { errno: 1 });
  }
  return Buffer.from(Buffer.prototype.toString.call(source, from), to);
}

function checkBytes(input) {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (isArrayBuffer(input)) return new Uint8Array(input);
  throw wrongType('input', 'an instance of ArrayBuffer, Buffer, or TypedArray', input);
}
