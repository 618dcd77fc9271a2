'use strict';
// Between the streams of Node and of the web:
// https://nodejs.org/docs/latest-v20.x/api/stream.html#streamreadablefromwebreadablestream-options
const { wrongType } = require('internal/fault');
const stream = require('stream');

const bytesOf = (chunk) => (ArrayBuffer.isView(chunk) && !(chunk instanceof DataView) && chunk.constructor !== Uint8Array
  ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : chunk);

function toWebReadable(readable) {
  const { ReadableStream, CountQueuingStrategy } = require('stream/web');
  if (!(readable instanceof stream.Readable) && typeof readable.read !== 'function') throw wrongType('streamReadable', 'an stream.Readable', readable);
  const objects = readable.readableObjectMode;
  const highWaterMark = readable.readableHighWaterMark;
  let gone = false;
  readable.pause();
  return new ReadableStream({
    start(controller) {
      readable.on('data', (chunk) => {
        controller.enqueue(objects ? chunk : bytesOf(chunk));
        if (controller.desiredSize <= 0) readable.pause();
      });
      stream.finished(readable, { writable: false }, (err) => {
        if (gone) return;
        gone = true;
        if (err && err.code === 'ERR_STREAM_PREMATURE_CLOSE') err = Object.assign(new Error('The operation was aborted', { cause: err }), { name: 'AbortError', code: 'ABORT_ERR' });
        if (err) controller.error(err);
        else controller.close();
        readable.on('error', () => {});
      });
      readable.pause();
    },
    pull: () => void readable.resume(),
    cancel(reason) {
      gone = true;
      readable.on('error', () => {});
      readable.destroy(reason);
    },
  }, objects ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark, size: (chunk) => chunk.byteLength || chunk.length });
}

function fromWebReadable(source, options = {}) {
  const { ReadableStream } = require('stream/web');
  if (!(source instanceof ReadableStream)) throw wrongType('readableStream', 'an instance of ReadableStream', source);
  const reader = source.getReader();
  let closed = false;
  const readable = new stream.Readable({
    ...options,
    read() {
      reader.read().then(({ done, value }) => {
        closed = done;
        readable.push(done ? null : bytesToBuffer(value, options.objectMode));
      }, (err) => {
        closed = true;
        readable.destroy(err);
      });
    },
    destroy(err, done) {
      if (closed) return done(err);
      closed = true;
      reader.cancel(err).then(() => done(err), done);
    },
  });
  return readable;
}

const bytesToBuffer = (value, objects) => (objects || typeof value === 'string' ? value : require('buffer').Buffer.from(value.buffer, value.byteOffset, value.byteLength));

function toWebWritable(writable) {
  const { WritableStream, CountQueuingStrategy } = require('stream/web');
  if (typeof writable.write !== 'function') throw wrongType('streamWritable', 'an stream.Writable', writable);
  const highWaterMark = writable.writableHighWaterMark;
  let failure = null;
  const settled = (start) => new Promise((resolve, reject) => {
    if (failure) return reject(failure);
    start((err) => (err ? reject(err) : resolve()));
  });
  return new WritableStream({
    start(controller) {
      stream.finished(writable, { readable: false }, (err) => {
        if (!err) return;
        failure = err;
        writable.on('error', () => {});
        controller.error(err);
      });
    },
    write: (chunk) => settled((done) => writable.write(chunk, done)),
    close: () => settled((done) => writable.end(done)),
    abort: (reason) => void writable.destroy(reason),
  }, writable.writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark, size: (chunk) => chunk.byteLength || chunk.length || 1 });
}

function fromWebWritable(sink, options = {}) {
  const { WritableStream } = require('stream/web');
  if (!(sink instanceof WritableStream)) throw wrongType('writableStream', 'an instance of WritableStream', sink);
  const writer = sink.getWriter();
  let closed = false;
  const writable = new stream.Writable({
    decodeStrings: true,
    ...options,
    write: (chunk, encoding, done) => writer.ready.then(() => writer.write(chunk)).then(() => done(), done),
    final(done) {
      closed = true;
      writer.close().then(() => done(), done);
    },
    destroy(err, done) {
      if (closed) return done(err);
      closed = true;
      (err ? writer.abort(err) : writer.close()).then(() => done(err), () => done(err));
    },
  });
  writer.closed.catch((err) => {
    closed = true;
    writable.destroy(err);
  });
  return writable;
}

const toWebDuplex = (duplex) => ({ readable: toWebReadable(duplex), writable: toWebWritable(duplex) });

function fromWebDuplex({ readable, writable }, options = {}) {
  return stream.Duplex.from({ readable: fromWebReadable(readable, options), writable: fromWebWritable(writable, options) });
}

module.exports = { toWebReadable, fromWebReadable, toWebWritable, fromWebWritable, toWebDuplex, fromWebDuplex };
