'use strict';
// https://nodejs.org/docs/latest-v20.x/api/webcrypto.html#class-cryptokey
const { fault } = require('internal/fault');

const token = Symbol('token'); // keys are made here only
let keyOf;

class CryptoKey {
  #key;
  #algorithm;
  #usages;
  #extractable;

  constructor(secret = undefined, key = undefined, algorithm = undefined, usages = undefined, extractable = undefined) {
    if (secret !== token) throw fault(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#key = key;
    this.#algorithm = algorithm;
    this.#usages = usages;
    this.#extractable = extractable;
  }

  static {
    keyOf = (key) => key.#key;
    CryptoKey.isCryptoKey = (value) => typeof value === 'object' && value !== null && #key in value;
  }

  get type() {
    return this.#key.type;
  }

  get extractable() {
    return this.#extractable;
  }

  get algorithm() {
    return this.#algorithm;
  }

  get usages() {
    return this.#usages;
  }
}
const { isCryptoKey } = CryptoKey;
delete CryptoKey.isCryptoKey;
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { configurable: true, value: 'CryptoKey' });

// makeKey wraps a KeyObject. Each usage is listed once.
function makeKey(key, algorithm, usages, extractable) {
  return new CryptoKey(token, key, algorithm, [...new Set(usages)], extractable);
}

module.exports = { CryptoKey, isCryptoKey, keyOf, makeKey };
