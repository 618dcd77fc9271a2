'use strict';
// The checks of arguments that all functions of fs share.
const { fault, wrongType, outOfRange, checkInteger } = require('internal/fault');

function toPath(path, name = 'path') {
  if (path !== null && typeof path === 'object' && typeof path.href === 'string' && typeof path.protocol === 'string') {
    path = require('url').fileURLToPath(path);
  }
  if (path instanceof Uint8Array) path = require('buffer').Buffer.from(path).toString();
  if (typeof path !== 'string') throw wrongType(name, 'of type string or an instance of Buffer or URL', path);
  if (path.includes('\0')) {
    const { inspect } = require('internal/inspect');
    throw fault(TypeError, 'ERR_INVALID_ARG_VALUE',
      `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${inspect(path)}`);
  }
  return path;
}

// toOptions takes an encoding, options, or neither.
function toOptions(options, defaults) {
  if (options === undefined || options === null || typeof options === 'function') return { ...defaults };
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  else if (typeof options !== 'object') throw wrongType('options', 'of type string or an instance of Object', options);
  const { encoding } = options;
  if (encoding && encoding !== 'buffer' && !require('buffer').Buffer.isEncoding(encoding)) {
    const { inspect } = require('internal/inspect');
    throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'encoding' is invalid encoding. Received ${inspect(encoding)}`);
  }
  return { ...defaults, ...options };
}

const flags = {
  r: 0, rs: 0, sr: 0, 'r+': 2, 'rs+': 2, 'sr+': 2, w: 577, wx: 705, xw: 705, 'w+': 578, 'wx+': 706, 'xw+': 706,
  a: 1089, ax: 1217, xa: 1217, as: 1089, sa: 1089, 'a+': 1090, 'ax+': 1218, 'xa+': 1218, 'as+': 1090, 'sa+': 1090,
};

function toFlags(flag = 'r') {
  if (typeof flag === 'number') return flag;
  if (typeof flag === 'string' && Object.hasOwn(flags, flag)) return flags[flag];
  const { inspect } = require('internal/inspect');
  throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'flags' is invalid. Received ${inspect(flag)}`);
}

function toMode(mode, otherwise, name = 'mode') {
  if (mode === undefined || mode === null) return otherwise;
  if (typeof mode === 'string' && /^[0-7]+$/.test(mode)) return parseInt(mode, 8);
  checkInteger(mode, name, 0, 2 ** 32 - 1);
  return mode;
}

function toTime(time) {
  if (time instanceof Date) return time.getTime();
  const seconds = typeof time === 'string' ? Number(time) : time;
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) throw wrongType('time', 'an instance of Date or one of type number or string', time);
  return seconds * 1000;
}

// toBytes takes what may be written to a file.
function toBytes(data, encoding, name = 'data') {
  if (typeof data === 'string') return require('buffer').Buffer.from(data, encoding || 'utf8');
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw wrongType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

function toCallback(callback) {
  if (typeof callback !== 'function') throw wrongType('cb', 'of type function', callback);
  return callback;
}

function toDescriptor(fd) {
  if (typeof fd !== 'number') throw wrongType('fd', 'of type number', fd);
  if (!Number.isInteger(fd)) throw outOfRange('fd', 'an integer', fd);
  if (fd < 0 || fd > 2147483647) throw outOfRange('fd', '>= 0 && <= 2147483647', fd);
  return fd;
}

module.exports = { toPath, toOptions, toFlags, toMode, toTime, toBytes, toCallback, toDescriptor };
