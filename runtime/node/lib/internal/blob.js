'use strict';
// Blob and File: https://nodejs.org/docs/latest-v20.x/api/buffer.html#class-blob
const { fault, wrongType } = require('internal/fault');
const { Buffer } = require('buffer');

const contents = Symbol('contents'); // of a Blob: one Buffer, which nobody changes
const urls = new Map(); // those of URL.createObjectURL

function bytesOf(source, endings) {
  if (source instanceof Blob) return source[contents];
  if (source instanceof ArrayBuffer) return Buffer.from(source.slice(0));
  if (ArrayBuffer.isView(source)) return Buffer.from(Buffer.from(source.buffer, source.byteOffset, source.byteLength));
  const text = `${source}`;
  return Buffer.from(endings === 'native' ? text.replace(/\r\n/g, '\n') : text);
}

const typeOf = (type) => (/[^\u0020-\u007e]/.test(type) ? '' : type.toLowerCase());

class Blob {
  #type = '';

  constructor(sources = [], options = {}) {
    if (sources === null || typeof sources !== 'object' || typeof sources[Symbol.iterator] !== 'function') {
      throw wrongType('sources', 'a sequence', sources);
    }
    if (options !== null && options !== undefined && typeof options !== 'object') throw wrongType('options', 'a dictionary', options);
    const { type = '', endings = 'transparent' } = options || {};
    if (endings !== 'transparent' && endings !== 'native') {
      throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The property 'options.endings' is invalid. Received '${endings}'`);
    }
    const parts = [];
    for (const source of sources) parts.push(bytesOf(source, endings));
    Object.defineProperty(this, contents, { writable: true, value: parts.length === 1 ? parts[0] : Buffer.concat(parts) });
    this.#type = typeOf(`${type}`);
  }

  get size() {
    return this[contents].length;
  }
  get type() {
    return this.#type;
  }

  slice(start = 0, end = this.size, type = '') {
    const from = clamp(start, this.size);
    const part = new Blob([], { type });
    part[contents] = this[contents].subarray(from, Math.max(from, clamp(end, this.size)));
    return part;
  }

  async arrayBuffer() {
    const bytes = this[contents];
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  }

  async bytes() {
    return new Uint8Array(await this.arrayBuffer());
  }

  async text() {
    return this[contents].toString('utf8').replace(/^\ufeff/, '');
  }

  stream() {
    const { ReadableStream } = require('stream/web');
    const bytes = this[contents];
    let at = 0;
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (at >= bytes.length) {
          controller.close();
          if (controller.byobRequest) controller.byobRequest.respond(0);
          return;
        }
        const piece = bytes.subarray(at, at += 65536);
        controller.enqueue(new Uint8Array(piece));
      },
    }, { highWaterMark: 0 });
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    if (typeof inspect !== 'function') return this;
    return `${this.constructor.name} ${inspect({ size: this.size, type: this.type }, options)}`;
  }
}

// clamp reads an index as slice does.
function clamp(index, size) {
  index = Math.trunc(Number(index)) || 0;
  return index < 0 ? Math.max(size + index, 0) : Math.min(index, size);
}

class File extends Blob {
  #name;
  #lastModified;

  constructor(sources, name, options = {}) {
    if (arguments.length < 2) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "fileBits" and "fileName" arguments must be specified');
    super(sources, options);
    const { lastModified } = options || {};
    this.#name = `${name}`;
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(Number(lastModified)) || 0;
  }

  get name() {
    return this.#name;
  }
  get lastModified() {
    return this.#lastModified;
  }
}

for (const [C, names] of [[Blob, ['size', 'type', 'slice', 'stream', 'text', 'arrayBuffer']], [File, ['name', 'lastModified']]]) {
  Object.defineProperty(C.prototype, Symbol.toStringTag, { configurable: true, value: C.name });
  for (const name of names) Object.defineProperty(C.prototype, name, { enumerable: true });
}

const maxURLs = 1000;

function createObjectURL(blob) {
  if (!(blob instanceof Blob)) throw wrongType('obj', 'an instance of Blob', blob);
  if (urls.size >= maxURLs) throw fault(Error, 'ERR_LIMIT_REACHED', `the run has made ${maxURLs} URLs of blobs, and more are not allowed`);
  const url = `blob:nodedata:${require('crypto').randomUUID()}`;
  urls.set(url, blob);
  return url;
}

module.exports = {
  Blob,
  File,
  contents,
  createObjectURL,
  revokeObjectURL: (url) => void urls.delete(`${url}`),
  resolveObjectURL: (url) => urls.get(`${url}`),
};
