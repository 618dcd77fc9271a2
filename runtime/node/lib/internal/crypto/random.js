'use strict';
// https://nodejs.org/api/crypto.html#cryptorandombytessize-callback and its neighbours
const { fault, wrongType, outOfRange } = require('internal/fault');
const binding = internalBinding('crypto');

const maxSize = 2 ** 31 - 1;
const maxRange = 2 ** 48 - 1;

function checkCallback(callback) {
  if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
}

// answer calls back later, as what takes time in Node does.
function answer(callback, value) {
  require('timers').setImmediate(callback, null, value);
}

function checkSize(size, name, max) {
  if (typeof size !== 'number') throw wrongType(name, 'of type number', size);
  if (Number.isNaN(size) || size < 0 || size > max) throw outOfRange(name, `>= 0 && <= ${max}`, size);
}

function randomBytes(size, callback) {
  checkSize(size, 'size', maxSize);
  if (callback !== undefined) checkCallback(callback);
  const bytes = require('buffer').Buffer.from(binding.random(size));
  if (callback === undefined) return bytes;
  answer(callback, bytes);
}

// randomFillSync counts offset and size in elements.
function randomFillSync(buf, offset = 0, size = undefined) {
  if (!ArrayBuffer.isView(buf) && !(buf instanceof ArrayBuffer)) {
    throw wrongType('buf', 'an instance of ArrayBuffer or ArrayBufferView', buf);
  }
  const width = buf.BYTES_PER_ELEMENT || 1;
  const length = buf.byteLength / width;
  checkSize(offset, 'offset', length);
  if (size === undefined) size = length - offset;
  checkSize(size, 'size', maxSize);
  if (offset + size > length) throw outOfRange('size + offset', `<= ${length}`, offset + size);
  binding.fill(buf, offset * width, size * width);
  return buf;
}

function randomFill(buf, offset, size, callback) {
  if (typeof offset === 'function') [offset, size, callback] = [0, undefined, offset];
  else if (typeof size === 'function') [size, callback] = [undefined, size];
  checkCallback(callback);
  answer(callback, randomFillSync(buf, offset, size));
}

const grouped = (n) => `${n}`.replace(/\B(?=(\d{3})+$)/g, '_');

function randomInt(min, max, callback) {
  const fromZero = max === undefined || typeof max === 'function';
  if (fromZero) [min, max, callback] = [0, min, max];
  if (callback !== undefined) checkCallback(callback);
  if (!Number.isSafeInteger(min)) throw wrongType('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw wrongType('max', 'a safe integer', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  if (max - min > maxRange) {
    throw outOfRange(fromZero ? 'max' : 'max - min', `<= ${maxRange}`, grouped(max - min));
  }
  const n = binding.randomInt(min, max);
  if (callback === undefined) return n;
  answer(callback, n);
}

function randomUUID(options) {
  if (options !== undefined && (options === null || typeof options !== 'object')) {
    throw wrongType('options', 'of type object', options);
  }
  const { disableEntropyCache } = options || {};
  if (disableEntropyCache !== undefined && typeof disableEntropyCache !== 'boolean') {
    throw wrongType('options.disableEntropyCache', 'of type boolean', disableEntropyCache);
  }
  return binding.randomUUID();
}

function timingSafeEqual(a, b) {
  check(a, 'buf1');
  check(b, 'buf2');
  if (a.byteLength !== b.byteLength) {
    throw fault(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  }
  return binding.equal(a, b);

  function check(value, name) {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
    throw fault(TypeError, 'ERR_INVALID_ARG_TYPE',
      `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
  }
}

module.exports = { randomBytes, randomFill, randomFillSync, randomInt, randomUUID, timingSafeEqual };
