'use strict';
// Whole buffers: https://nodejs.org/docs/latest-v20.x/api/zlib.html#convenience-methods
const { wrongType } = require('internal/fault');
const { read } = require('internal/zlib/options');
const binding = internalBinding('zlib');

function bytes(buffer) {
  if (typeof buffer === 'string') return require('buffer').Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer) || buffer instanceof ArrayBuffer) return buffer;
  throw wrongType('buffer', 'of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer', buffer);
}

// answer is the result, with the engine if the option info asks for it.
function answer(load, output, options, data) {
  const buffer = require('buffer').Buffer.from(output);
  if (!options || !options.info) return buffer;
  const engine = new (load())(options);
  engine.bytesWritten = data.byteLength;
  return { buffer, engine };
}

function sync(name, mode, load) {
  const f = function (buffer, options) {
    const data = bytes(buffer);
    return answer(load, binding.convert(data, read(mode, options).native), options, data);
  };
  return Object.defineProperty(f, 'name', { value: name });
}

function later(name, mode, load) {
  const f = function (buffer, options, callback) {
    if (typeof options === 'function') [options, callback] = [{}, options];
    if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
    const data = bytes(buffer);
    binding.convertLater(data, read(mode, options).native, (err, output) => {
      if (err) callback(err);
      else callback(null, answer(load, output, options, data));
    });
  };
  return Object.defineProperty(f, 'name', { value: name });
}

module.exports = { sync, later };
