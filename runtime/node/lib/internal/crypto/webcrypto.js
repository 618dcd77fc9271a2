'use strict';
// The global crypto: https://nodejs.org/api/webcrypto.html
const { wrongType } = require('internal/fault');
const { randomUUID } = require('internal/crypto/random');
const { absent } = require('internal/crypto/absent');
const binding = internalBinding('crypto');

const maxRandom = 65536;

function getRandomValues(array) {
  const { DOMException } = require('internal/dom-exception');
  const integers = ArrayBuffer.isView(array) && /^(Big)?(Ui|I)nt/.test(Object.prototype.toString.call(array).slice(8));
  if (!integers) throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  if (array.byteLength > maxRandom) {
    throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  }
  binding.fill(array, 0, array.byteLength);
  return array;
}

const digests = new Set(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);

class SubtleCrypto {
  async digest(algorithm, data) {
    const name = String(algorithm && algorithm.name !== undefined ? algorithm.name : algorithm).toUpperCase();
    if (!digests.has(name)) {
      const { DOMException } = require('internal/dom-exception');
      throw new DOMException('Unrecognized algorithm name', 'NotSupportedError');
    }
    if (!ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer)) {
      throw wrongType('data', 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView', data);
    }
    const digest = binding.hash(name);
    digest.update(data);
    return digest.digest();
  }
}

for (const name of ['encrypt', 'decrypt', 'sign', 'verify', 'generateKey', 'deriveKey', 'deriveBits', 'importKey',
  'exportKey', 'wrapKey', 'unwrapKey']) {
  SubtleCrypto.prototype[name] = async function () {
    throw absent(`crypto.subtle.${name}`);
  };
}

class Crypto {
  #subtle = new SubtleCrypto();

  get subtle() {
    return this.#subtle;
  }

  getRandomValues(array) {
    return getRandomValues(array);
  }

  randomUUID(options) {
    return randomUUID(options);
  }
}
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { configurable: true, value: 'Crypto' });
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { configurable: true, value: 'SubtleCrypto' });

module.exports = { crypto: new Crypto(), Crypto, SubtleCrypto };
