'use strict';
// The body of a Request or Response: https://fetch.spec.whatwg.org/#body-mixin
//
// A body is kept as bytes. There are no streams yet: body says so when asked for one.
const { URLSearchParams } = require('internal/url');

const contents = Symbol('contents');
const used = Symbol('used');

// extract returns what init stands for: {load: () => Promise<Uint8Array>, bytes, type}.
function extract(init) {
  if (init === null || init === undefined) return null;
  const { Buffer } = require('buffer');
  if (init instanceof URLSearchParams) {
    return held(Buffer.from(init.toString()), 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  if (init instanceof ArrayBuffer) return held(Buffer.from(init.slice(0)), null);
  if (ArrayBuffer.isView(init)) {
    return held(Buffer.from(Buffer.from(init.buffer, init.byteOffset, init.byteLength)), null);
  }
  if (typeof init === 'object' && /^\[object (FormData|Blob|File|ReadableStream)\]$/.test(Object.prototype.toString.call(init))) {
    throw new TypeError(`A ${Object.prototype.toString.call(init).slice(8, -1)} cannot be a body in this runtime; use a string, bytes or URLSearchParams`);
  }
  return held(Buffer.from(`${init}`), 'text/plain;charset=UTF-8');
}

const held = (bytes, type) => ({ bytes, type, load: () => Promise.resolve(bytes) });

// streamed reads an exchange to its end, once, when first asked.
function streamed(read) {
  let promise;
  return { bytes: null, type: null, load: () => (promise = promise || readAll(read)) };
}

function readAll(read) {
  return new Promise((resolve, reject) => {
    const pieces = [];
    const next = (err, piece, last) => {
      if (err) return reject(err);
      const { Buffer } = require('buffer');
      pieces.push(Buffer.from(piece));
      if (last) resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
      else read(next);
    };
    read(next);
  });
}

async function consume(object) {
  if (object[used]) throw new TypeError('Body is unusable: Body has already been read');
  if (object[contents] === null) return require('buffer').Buffer.alloc(0);
  object[used] = true;
  return object[contents].load();
}

class Body {
  constructor() {
    Object.defineProperty(this, contents, { writable: true, value: null });
    Object.defineProperty(this, used, { writable: true, value: false });
  }

  get bodyUsed() {
    return this[used];
  }

  get body() {
    if (this[contents] === null) return null;
    throw new TypeError('body is a ReadableStream, which this runtime does not have; use text(), json(), arrayBuffer() or bytes()');
  }

  async text() {
    const text = (await consume(this)).toString('utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  async json() {
    return JSON.parse(await this.text());
  }

  async arrayBuffer() {
    const bytes = await consume(this);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }

  async bytes() {
    return new Uint8Array(await this.arrayBuffer());
  }

  async blob() {
    throw new TypeError('blob() is not available in this runtime; use arrayBuffer()');
  }

  async formData() {
    throw new TypeError('formData() is not available in this runtime; use text()');
  }
}

// share gives a clone the same contents.
function share(from, to) {
  if (from[used]) throw new TypeError(`${from.constructor.name}.clone: Body has already been consumed.`);
  to[contents] = from[contents];
  return to;
}

module.exports = { Body, extract, streamed, share, contents, used };
