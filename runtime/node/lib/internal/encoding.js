'use strict';
// TextEncoder and TextDecoder: https://encoding.spec.whatwg.org/#api
const { fault, wrongType } = require('internal/fault');
const binding = internalBinding('buffer');

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  encode(input = '') {
    return new Uint8Array(binding.encode(`${input}`, 'utf8'));
  }

  encodeInto(source, destination) {
    if (typeof source !== 'string') throw wrongType('src', 'of type string', source);
    if (!(destination instanceof Uint8Array)) throw wrongType('dest', 'an instance of Uint8Array', destination);
    const written = binding.write(destination, source, 0, destination.length, 'utf8');
    return { read: binding.decode(destination, 'utf8', 0, written).length, written };
  }
}

// labels of the three encodings that Node has without its tables.
const labels = {
  __proto__: null,
  'utf-8': 'unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8',
  'utf-16le': 'csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le',
  'windows-1252': 'ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 ' +
    'iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252',
};
const names = { 'utf-8': 'utf8', 'utf-16le': 'utf16le', 'windows-1252': 'latin1' };

function find(label) {
  label = `${label}`.trim().toLowerCase();
  for (const name of Object.keys(labels)) if (labels[name].split(' ').includes(label)) return name;
  throw fault(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #pending = null; // bytes of a character that has not ended
  #started = false;

  constructor(label = 'utf-8', options = {}) {
    this.#encoding = find(label);
    if (options !== null && typeof options !== 'object' && typeof options !== 'function') {
      throw wrongType('options', 'of type object', options);
    }
    this.#fatal = Boolean(options && options.fatal);
    this.#ignoreBOM = Boolean(options && options.ignoreBOM);
  }

  get encoding() {
    return this.#encoding;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input = new Uint8Array(0), options = {}) {
    const more = Boolean(options && options.stream);
    const bytes = this.#join(input);
    const [text, left] = binding.text(bytes, names[this.#encoding], this.#fatal, more);
    this.#pending = left > 0 ? bytes.slice(bytes.length - left) : null;
    if (text === undefined) {
      this.#reset();
      throw fault(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', `The encoded data was not valid for encoding ${this.#encoding}`);
    }
    const first = !this.#started;
    if (bytes.length > left) this.#started = true;
    if (!more) this.#reset();
    return first && !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff && this.#encoding !== 'windows-1252' ? text.slice(1) : text;
  }

  #join(input) {
    if (!ArrayBuffer.isView(input) && !(input instanceof ArrayBuffer)) {
      throw wrongType('list', 'an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView', input);
    }
    const bytes = ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);
    const pending = this.#pending;
    if (pending === null) return bytes;
    const joined = new Uint8Array(pending.length + bytes.length);
    joined.set(pending);
    joined.set(bytes, pending.length);
    return joined;
  }

  #reset() {
    this.#pending = null;
    this.#started = false;
  }
}

for (const C of [TextEncoder, TextDecoder]) {
  Object.defineProperty(C.prototype, Symbol.toStringTag, { configurable: true, value: C.name });
}

module.exports = { TextEncoder, TextDecoder };
