'use strict';
// https://nodejs.org/docs/latest-v20.x/api/webstreams.html#utility-consumers
internalBinding('symbols');

// each calls f with every chunk of a stream, of Node or of the web.
async function each(stream, f) {
  const iterator = (stream[Symbol.asyncIterator] || stream.values).call(stream);
  for (let step = await iterator.next(); !step.done; step = await iterator.next()) f(step.value);
}

async function buffer(stream) {
  const parts = [];
  await each(stream, (chunk) => parts.push(typeof chunk === 'string' || chunk instanceof ArrayBuffer
    ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
  return Buffer.concat(parts);
}

async function arrayBuffer(stream) {
  const all = await buffer(stream);
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.byteLength);
}

async function text(stream) {
  const decoder = new TextDecoder();
  let all = '';
  await each(stream, (chunk) => { all += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }); });
  return all + decoder.decode(undefined, { stream: false });
}

async function json(stream) {
  return JSON.parse(await text(stream));
}

async function blob(stream) {
  return new (require('buffer').Blob)([await buffer(stream)]);
}

module.exports = { arrayBuffer, blob, buffer, text, json };
