'use strict';
// The global crypto: https://nodejs.org/docs/latest-v20.x/api/webcrypto.html
const { fault } = require('internal/fault');
const { randomUUID } = require('internal/crypto/random');
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

// The parts are loaded when first used: digest alone needs few of them.
const keys = () => require('internal/crypto/subtle/keys');
const operations = () => require('internal/crypto/subtle/operations');
const rules = () => require('internal/crypto/subtle/normalize');

const formats = ['raw', 'spki', 'pkcs8', 'jwk'];
const usages = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];
const ordinal = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

// A check converts an argument or throws; failed makes its error.
const checks = {
  algorithm: (value) => value,
  any: (value) => value,
  boolean: (value) => Boolean(value),
  data(value, failed) {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
    throw failed('ERR_INVALID_ARG_TYPE', 'is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
  },
  key(value, failed) {
    if (require('internal/crypto/crypto-key').isCryptoKey(value)) return value;
    throw failed('ERR_INVALID_ARG_TYPE', 'is not of type CryptoKey.');
  },
  format(value, failed) {
    if (formats.includes(value)) return value;
    throw failed('ERR_INVALID_ARG_VALUE', `value '${value}' is not a valid enum value of type KeyFormat.`);
  },
  usages(value, failed) {
    if (value === null || typeof value !== 'object' || typeof value[Symbol.iterator] !== 'function') {
      throw failed('ERR_INVALID_ARG_TYPE', 'can not be converted to sequence.');
    }
    const list = [...value];
    const bad = list.findIndex((usage) => !usages.includes(usage));
    if (bad >= 0) throw failed('ERR_INVALID_ARG_VALUE', `index ${bad} value '${list[bad]}' is not a valid enum value of type KeyUsage.`, ',');
    return list;
  },
};

// converted checks all arguments of a method in turn.
function converted(method, kinds, args) {
  const prefix = `Failed to execute '${method}' on 'SubtleCrypto'`;
  if (args.length < kinds.length) {
    throw fault(TypeError, 'ERR_MISSING_ARGS', `${prefix}: ${kinds.length} arguments required, but only ${args.length} present.`);
  }
  return kinds.map((kind, i) => checks[kind](args[i], (code, text, comma = '') => fault(TypeError, code, `${prefix}: ${ordinal[i]} argument${comma} ${text}`)));
}

function checkUse(key, algorithm, usage, message) {
  if (key.algorithm.name === algorithm.name && key.usages.includes(usage)) return;
  throw rules().exception(message, 'InvalidAccessError');
}
const notValid = 'The requested operation is not valid for the provided key';

async function crypt(usage, given, key, data) {
  const algorithm = rules().normalize(given, usage);
  checkUse(key, algorithm, usage, notValid);
  return operations().crypt(usage, algorithm, key, data);
}

async function importKey(format, data, given, extractable, wanted) {
  const algorithm = rules().normalize(given, 'importKey');
  if (format !== 'jwk') {
    checks.data(data, (code, text) => fault(TypeError, code, `Failed to execute 'importKey' on 'SubtleCrypto': 2nd argument ${text}`));
  }
  const key = keys().importKey(format, data, algorithm, extractable, wanted);
  if ((key.type === 'secret' || key.type === 'private') && key.usages.length === 0) {
    throw rules().exception(`Usages cannot be empty when importing a ${key.type} key.`, 'SyntaxError');
  }
  return key;
}

async function exportKey(format, key) {
  if (!key.extractable) throw rules().exception('key is not extractable', 'InvalidAccessException');
  return keys().exportKey(format, key);
}

async function deriveBits(usage, given, key, length) {
  const algorithm = rules().normalize(given, 'deriveBits');
  if (!key.usages.includes(usage)) throw rules().exception(`baseKey does not have ${usage} usage`, 'InvalidAccessError');
  if (key.algorithm.name !== algorithm.name) throw rules().exception('Key algorithm mismatch', 'InvalidAccessError');
  return operations().deriveBits(algorithm, key, length);
}

// wrapping is encryption too, where the algorithm has no wrapping of its own.
async function wrapping(mode, usage, given, key, data) {
  const algorithm = rules().normalize(given, rules().supports(given, usage) ? usage : mode);
  checkUse(key, algorithm, usage, notValid);
  return operations().crypt(mode, algorithm, key, data);
}

async function sign(given, key, data) {
  const algorithm = rules().normalize(given, 'sign');
  checkUse(key, algorithm, 'sign', 'Unable to use this key to sign');
  return operations().sign(algorithm, key, data);
}

async function verify(given, key, signature, data) {
  const algorithm = rules().normalize(given, 'verify');
  checkUse(key, algorithm, 'verify', 'Unable to use this key to verify');
  return operations().verify(algorithm, key, signature, data);
}

class SubtleCrypto {
  async digest(...args) {
    const [algorithm, data] = start(this, 'digest', ['algorithm', 'data'], args);
    return operations().digest(rules().normalize(algorithm, 'digest'), data);
  }

  async encrypt(...args) {
    return crypt('encrypt', ...start(this, 'encrypt', ['algorithm', 'key', 'data'], args));
  }

  async decrypt(...args) {
    return crypt('decrypt', ...start(this, 'decrypt', ['algorithm', 'key', 'data'], args));
  }

  async sign(...args) {
    return sign(...start(this, 'sign', ['algorithm', 'key', 'data'], args));
  }

  async verify(...args) {
    return verify(...start(this, 'verify', ['algorithm', 'key', 'data', 'data'], args));
  }

  async generateKey(...args) {
    const [algorithm, extractable, wanted] = start(this, 'generateKey', ['algorithm', 'boolean', 'usages'], args);
    return keys().generateKey(rules().normalize(algorithm, 'generateKey'), extractable, wanted);
  }

  async importKey(...args) {
    const kinds = ['format', 'any', 'algorithm', 'boolean', ...(args.length > 4 ? ['usages'] : [])];
    const [format, data, algorithm, extractable, wanted = []] = start(this, 'importKey', kinds, args);
    return importKey(format, data, algorithm, extractable, wanted);
  }

  async exportKey(...args) {
    return exportKey(...start(this, 'exportKey', ['format', 'key'], args));
  }

  async deriveBits(...args) {
    const [algorithm, key, length] = start(this, 'deriveBits', ['algorithm', 'key', 'any'], args);
    return deriveBits('deriveBits', algorithm, key, length);
  }

  async deriveKey(...args) {
    const kinds = ['algorithm', 'key', 'algorithm', 'boolean', 'usages'];
    const [algorithm, key, wanted, extractable, wantedUsages] = start(this, 'deriveKey', kinds, args);
    const length = keys().keyLength(rules().normalize(wanted, 'keyLength'));
    const bits = await deriveBits('deriveKey', algorithm, key, length);
    return importKey('raw', bits, wanted, extractable, wantedUsages);
  }

  async wrapKey(...args) {
    const [format, key, wrappingKey, algorithm] = start(this, 'wrapKey', ['format', 'key', 'key', 'algorithm'], args);
    let data = await exportKey(format, key);
    if (format === 'jwk') data = require('buffer').Buffer.from(JSON.stringify(data));
    return wrapping('encrypt', 'wrapKey', algorithm, wrappingKey, data);
  }

  async unwrapKey(...args) {
    const kinds = ['format', 'data', 'key', 'algorithm', 'algorithm', 'boolean', 'usages'];
    const [format, wrapped, key, algorithm, wanted, extractable, wantedUsages] = start(this, 'unwrapKey', kinds, args);
    let data = await wrapping('decrypt', 'unwrapKey', algorithm, key, wrapped);
    if (format === 'jwk') {
      try {
        data = JSON.parse(require('buffer').Buffer.from(data).toString());
      } catch {
        throw rules().exception('Invalid wrapped JWK key', 'DataError');
      }
    }
    return importKey(format, data, wanted, extractable, wantedUsages);
  }
}

let crypto;

function start(self, method, kinds, args) {
  if (self !== crypto.subtle) throw fault(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type SubtleCrypto');
  return converted(method, kinds, args);
}

class Crypto {
  #subtle = new SubtleCrypto();

  static #check(value) {
    if (value === null || typeof value !== 'object' || !(#subtle in value)) {
      throw fault(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type Crypto');
    }
  }

  get subtle() {
    Crypto.#check(this);
    return this.#subtle;
  }

  getRandomValues(array) {
    Crypto.#check(this);
    return getRandomValues(array);
  }

  randomUUID(options) {
    Crypto.#check(this);
    return randomUUID(options);
  }
}
crypto = new Crypto();
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { configurable: true, value: 'Crypto' });
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { configurable: true, value: 'SubtleCrypto' });

module.exports = { crypto, Crypto, SubtleCrypto };
