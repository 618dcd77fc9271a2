'use strict';
// The body of a Request or Response: https://fetch.spec.whatwg.org/#body-mixin
//
// A body is bytes that are there, or a source that is read piece by piece, or a stream.
// It becomes a stream when somebody asks for one: streams take a while to load.
const { URLSearchParams } = require('internal/url');

const contents = Symbol('contents');
const used = Symbol('used');

// Contents are: bytes, or null; read(done(err, piece, last)), or null; stream, or null;
// type for the content-type header; cancel() for who loses interest.
function make(fields) {
  return { bytes: null, read: null, stream: null, type: null, cancel: null, disturbed: false, ...fields };
}

const held = (bytes, type) => make({ bytes, type });
const streamed = (read, cancel) => make({ read, cancel });

const tag = (value) => (typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : '');

// extract returns what init stands for. Of the classes only what was loaded can be there.
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
  switch (tag(init)) {
    case 'Blob':
    case 'File': {
      const blob = require('internal/blob');
      if (init instanceof blob.Blob) return held(init[blob.contents], init.type || null);
      break;
    }
    case 'FormData': {
      const { FormData, encode } = require('internal/fetch/form-data');
      if (!(init instanceof FormData)) break;
      const { bytes, type } = encode(init);
      return held(bytes, type);
    }
    case 'ReadableStream':
      return extractStream(init);
  }
  if (typeof init === 'object' && typeof init[Symbol.asyncIterator] === 'function') {
    return extractStream(require('stream/web').ReadableStream.from(init));
  }
  return held(Buffer.from(`${init}`), 'text/plain;charset=UTF-8');
}

function extractStream(stream) {
  if (stream.locked) throw new TypeError('Response body object should not be disturbed or locked');
  return make({ stream });
}

// streamOf makes the stream of contents, once.
function streamOf(body) {
  if (body.stream !== null) return body.stream;
  const { ReadableStream } = require('stream/web');
  let read = body.read || once(body.bytes);
  body.stream = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      body.disturbed = true;
      return new Promise((resolve, reject) => read((err, piece, last) => {
        if (err) return reject(err);
        if (piece.byteLength > 0) controller.enqueue(new Uint8Array(piece));
        if (last) {
          controller.close();
          if (controller.byobRequest) controller.byobRequest.respond(0);
        }
        resolve();
      }));
    },
    cancel() {
      body.disturbed = true;
      read = null;
      if (body.cancel) body.cancel();
    },
  }, { highWaterMark: 0 });
  return body.stream;
}

const once = (bytes) => (done) => done(null, bytes, true);

// load reads all of contents.
function load(body) {
  if (body.stream !== null) return drainStream(body.stream);
  if (body.bytes !== null) return Promise.resolve(body.bytes);
  return new Promise((resolve, reject) => {
    const pieces = [];
    const { Buffer } = require('buffer');
    const next = (err, piece, last) => {
      if (err) return reject(err);
      pieces.push(Buffer.from(piece));
      if (last) resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
      else body.read(next);
    };
    body.read(next);
  });
}

async function drainStream(stream) {
  const { Buffer } = require('buffer');
  const pieces = [];
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) pieces.push(chunk(step.value));
  return Buffer.concat(pieces);
}

// chunk checks a piece of a stream, which must be bytes.
function chunk(value) {
  if (!(value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
  return value;
}

// usable reports whether the body of object can still be read.
function usable(object) {
  const body = object[contents];
  return !object[used] && (body === null || (!body.disturbed && !(body.stream !== null && body.stream.locked)));
}

async function consume(object) {
  if (!usable(object)) throw new TypeError('Body is unusable: Body has already been read');
  if (object[contents] === null) return require('buffer').Buffer.alloc(0);
  object[used] = true;
  return load(object[contents]);
}

class Body {
  constructor() {
    Object.defineProperty(this, contents, { writable: true, value: null });
    Object.defineProperty(this, used, { writable: true, value: false });
  }

  get bodyUsed() {
    const body = this[contents];
    return this[used] || (body !== null && body.disturbed);
  }

  get body() {
    if (this[contents] === null) return null;
    const stream = streamOf(this[contents]);
    if (this[used] && !stream.locked) stream.getReader(); // whoever read the body has it
    return stream;
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
    const bytes = await consume(this);
    return new (require('internal/blob').Blob)([bytes], { type: this.headers.get('content-type') || '' });
  }

  async formData() {
    const type = this.headers.get('content-type') || '';
    return require('internal/fetch/form-data').decode(await consume(this), type);
  }
}

// share gives a clone the same contents. A stream is split in two.
function share(from, to) {
  if (!usable(from)) throw new TypeError(`${from.constructor.name}.clone: Body has already been consumed.`);
  const body = from[contents];
  if (body === null || body.bytes !== null) {
    to[contents] = body && held(body.bytes, body.type);
    return to;
  }
  const [one, other] = streamOf(body).tee();
  from[contents] = make({ stream: one, type: body.type });
  to[contents] = make({ stream: other, type: body.type });
  return to;
}

module.exports = { Body, extract, held, streamed, share, load, chunk, usable, contents, used };
