'use strict';
// https://nodejs.org/docs/latest-v20.x/api/zlib.html
const { wrongType, checkInteger } = require('internal/fault');
const { sync, later } = require('internal/zlib/convert');
const { constants, codes } = require('internal/zlib/constants');

exports.crc32 = function crc32(data, value = 0) {
  if (typeof data === 'string') data = require('buffer').Buffer.from(data);
  else if (!ArrayBuffer.isView(data)) {
    throw wrongType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  }
  checkInteger(value, 'value', 0, 2 ** 32 - 1);
  return internalBinding('zlib').crc32(data, value);
};

const classes = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip', 'BrotliCompress', 'BrotliDecompress'];

// The classes are streams, which take milliseconds to load, so they wait until asked for.
for (const name of classes) {
  const load = () => require('internal/zlib/streams')[name];
  const define = (value) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, writable: true, value });
  Object.defineProperty(exports, name, {
    configurable: true,
    enumerable: true,
    get() {
      define(load());
      return exports[name];
    },
    set: define,
  });
}

for (const name of ['Deflate', 'Gzip', 'DeflateRaw', 'Unzip', 'Inflate', 'Gunzip', 'InflateRaw', 'BrotliCompress', 'BrotliDecompress']) {
  const load = () => exports[name];
  const method = name[0].toLowerCase() + name.slice(1);
  exports[method] = later(method, name.toLowerCase(), load);
  exports[`${method}Sync`] = sync(`${method}Sync`, name.toLowerCase(), load);
}

for (const name of classes) {
  const f = function (options) {
    return new exports[name](options);
  };
  Object.defineProperty(exports, `create${name}`, {
    configurable: false,
    enumerable: true,
    value: Object.defineProperty(f, 'name', { value: `create${name}` }),
  });
}

Object.defineProperties(exports, {
  constants: { enumerable: true, value: constants },
  codes: { enumerable: true, value: codes },
});

// The constants of zlib are found on the module too, for old code.
Object.setPrototypeOf(exports, constants);
