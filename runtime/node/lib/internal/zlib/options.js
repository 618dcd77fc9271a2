'use strict';
// The options of a class, checked as Node checks them:
// https://nodejs.org/docs/latest-v20.x/api/zlib.html#class-options
const { fault, wrongType } = require('internal/fault');
const { constants } = require('internal/zlib/constants');

const { Z_NO_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_FLUSH,
  BROTLI_OPERATION_FINISH, BROTLI_OPERATION_EMIT_METADATA, BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = constants;

const maxOutput = 2 ** 32; // Node's; the binding has a lower one
const brotli = (mode) => mode.startsWith('brotli');

// rangeError says "and", unlike the others.
const rangeError = (name, range, value) => fault(RangeError, 'ERR_OUT_OF_RANGE',
  `The value of "${name}" is out of range. It must be ${range}. Received ${value}`);

// given reports whether value is to be used instead of the default.
function given(value, name) {
  if (value === undefined || Number.isNaN(value)) return false;
  if (typeof value !== 'number') throw wrongType(name, 'of type number', value);
  if (!Number.isFinite(value)) throw rangeError(name, 'a finite number', value);
  return true;
}

function within(value, name, low, high, otherwise) {
  if (!given(value, name)) return otherwise;
  if (value < low || value > high) throw rangeError(name, `>= ${low} and <= ${high}`, value);
  return value;
}

// read returns what the binding takes, and what the stream itself needs.
function read(mode, options) {
  const o = options || {};
  const flushes = brotli(mode)
    ? [BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH]
    : [Z_NO_FLUSH, Z_BLOCK, Z_FINISH, Z_FULL_FLUSH];
  const [lowest, highest, finish, full] = flushes;
  let chunk = constants.Z_DEFAULT_CHUNK;
  if (given(o.chunkSize, 'options.chunkSize')) {
    chunk = o.chunkSize;
    if (chunk < constants.Z_MIN_CHUNK) throw rangeError('options.chunkSize', `>= ${constants.Z_MIN_CHUNK}`, chunk);
  }
  const settings = {
    finish,
    full,
    flush: within(o.flush, 'options.flush', lowest, highest, lowest),
    finishFlush: within(o.finishFlush, 'options.finishFlush', lowest, highest, finish),
    native: { mode, chunk, maxOutput: within(o.maxOutputLength, 'options.maxOutputLength', 1, maxOutput, maxOutput) },
  };
  settings.native.lenient = settings.finishFlush !== finish;
  return brotli(mode) ? readBrotli(settings, o) : readZlib(settings, o, mode);
}

function readZlib(settings, o, mode) {
  const { native } = settings;
  const anyWindow = ['inflate', 'gunzip', 'unzip'].includes(mode) && (o.windowBits == null || o.windowBits === 0);
  if (!anyWindow) within(o.windowBits, 'options.windowBits', mode === 'gzip' ? 9 : 8, 15, 15);
  native.level = within(o.level, 'options.level', -1, 9, -1);
  within(o.memLevel, 'options.memLevel', 1, 9, 8);
  native.strategy = within(o.strategy, 'options.strategy', 0, 4, 0);
  native.dictionary = o.dictionary;
  if (o.dictionary !== undefined && !ArrayBuffer.isView(o.dictionary) && !(o.dictionary instanceof ArrayBuffer)) {
    throw wrongType('options.dictionary', 'an instance of Buffer, TypedArray, DataView, or ArrayBuffer', o.dictionary);
  }
  return settings;
}

const lastParam = 9;

function readBrotli(settings, o) {
  settings.native.quality = constants.BROTLI_DEFAULT_QUALITY;
  settings.native.window = constants.BROTLI_DEFAULT_WINDOW;
  for (const [name, value] of Object.entries(o.params || {})) {
    const key = Number(name);
    if (Number.isNaN(key) || key < 0 || key > lastParam) {
      throw fault(RangeError, 'ERR_BROTLI_INVALID_PARAM', `${name} is not a valid Brotli parameter`);
    }
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw wrongType('options.params[key]', 'of type number', value);
    }
    if (key === BROTLI_PARAM_QUALITY) settings.native.quality = Number(value);
    if (key === BROTLI_PARAM_LGWIN) settings.native.window = Number(value);
  }
  return settings;
}

module.exports = { read, within };
