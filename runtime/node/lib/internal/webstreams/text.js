'use strict';
// https://encoding.spec.whatwg.org/#interface-textdecoderstream and its counterpart.
const { TransformStream } = require('stream/web');
const { TextEncoder, TextDecoder } = require('internal/encoding');

const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;

class TextEncoderStream {
  #transform;

  constructor() {
    const encoder = new TextEncoder();
    let high = ''; // the first half of a character whose second half is to come
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        chunk = high + String(chunk);
        high = '';
        if (isHigh(chunk.charCodeAt(chunk.length - 1))) [high, chunk] = [chunk.slice(-1), chunk.slice(0, -1)];
        if (chunk !== '') controller.enqueue(encoder.encode(chunk));
      },
      flush(controller) {
        if (high !== '') controller.enqueue(encoder.encode(high));
      },
    });
  }

  get encoding() {
    return 'utf-8';
  }
  get readable() {
    return this.#transform.readable;
  }
  get writable() {
    return this.#transform.writable;
  }
}

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    const decoder = new TextDecoder(encoding, options);
    this.#decoder = decoder;
    const give = (text, controller) => text !== '' && controller.enqueue(text);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => give(decoder.decode(chunk, { stream: true }), controller),
      flush: (controller) => give(decoder.decode(), controller),
    });
  }

  get encoding() {
    return this.#decoder.encoding;
  }
  get fatal() {
    return this.#decoder.fatal;
  }
  get ignoreBOM() {
    return this.#decoder.ignoreBOM;
  }
  get readable() {
    return this.#transform.readable;
  }
  get writable() {
    return this.#transform.writable;
  }
}

module.exports = { TextEncoderStream, TextDecoderStream };
