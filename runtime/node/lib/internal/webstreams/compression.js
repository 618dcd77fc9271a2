'use strict';
// https://compression.spec.whatwg.org, over zlib.
const { ReadableStream, WritableStream } = require('stream/web');
const { fault } = require('internal/fault');
const zlib = require('zlib');

const makers = {
  gzip: [() => zlib.createGzip(), () => zlib.createGunzip()],
  deflate: [() => zlib.createDeflate(), () => zlib.createInflate()],
  'deflate-raw': [() => zlib.createDeflateRaw(), () => zlib.createInflateRaw()],
};

// pair makes the two web streams of a transform of zlib.
function pair(transform) {
  let failure = null;
  const readable = new ReadableStream({
    start(controller) {
      transform.on('data', (chunk) => {
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        if (controller.desiredSize <= 0) transform.pause();
      });
      transform.on('end', () => controller.close());
      transform.on('error', (err) => {
        failure = err;
        controller.error(err);
      });
      transform.pause();
    },
    pull: () => void transform.resume(),
    cancel: () => void transform.destroy(),
  });
  const settled = (start) => new Promise((resolve, reject) => {
    if (failure) return reject(failure);
    transform.once('error', reject);
    start(() => {
      transform.removeListener('error', reject);
      resolve();
    });
  });
  const writable = new WritableStream({
    write: (chunk) => settled((done) => transform.write(chunk, done)),
    close: () => settled((done) => transform.end(done)),
    abort: () => void transform.destroy(),
  });
  return { readable, writable };
}

function make(which) {
  return class {
    #pair;

    constructor(format) {
      if (!Object.prototype.hasOwnProperty.call(makers, format)) {
        throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'format' is invalid. Received ${typeof format === 'string' ? `'${format}'` : format}`);
      }
      this.#pair = pair(makers[format][which]());
    }

    get readable() {
      return this.#pair.readable;
    }
    get writable() {
      return this.#pair.writable;
    }
  };
}

const classes = { CompressionStream: make(0), DecompressionStream: make(1) };
for (const [name, C] of Object.entries(classes)) {
  Object.defineProperty(C, 'name', { configurable: true, value: name });
  Object.defineProperty(C.prototype, Symbol.toStringTag, { configurable: true, value: name });
}

module.exports = classes;
