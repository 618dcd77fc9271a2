'use strict';
// Key agreement: https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-diffiehellman
const { fault, wrongType, invalidValue, checkString, checkObject, bytesOf, buffer, encode, isText } = require('internal/crypto/args');
const { isKeyObject, handleOf } = require('internal/crypto/keys');
const binding = internalBinding('crypto');

const state = Symbol('state');
const hide = (object, value) => Object.defineProperty(object, state, { value });

// open hides the state of an agreement, and shows what verifyError says of it.
function open(object, value) {
  hide(object, value);
  Object.defineProperty(object, 'verifyError', { configurable: true, enumerable: true, get: () => verifyError(value) });
}

const bytes = (value, name, encoding) => buffer(bytesOf(value, name, encoding));

const openSSL = (number, reason) => fault(Error, `ERR_OSSL_DH_${reason.toUpperCase().replace(/ /g, '_')}`,
  `error:${number}:Diffie-Hellman routines::${reason}`, { library: 'Diffie-Hellman routines', reason });

const minBits = 512;
const tooSmall = () => openSSL('0280007E', 'modulus too small');
const bitsOf = (number) => {
  const hex = number.toString('hex').replace(/^0+/, '');
  return hex === '' ? 0 : 4 * (hex.length - 1) + parseInt(hex[0], 16).toString(2).length;
};

function generatorBytes(generator, encoding) {
  if (generator === undefined || generator === null || generator === 0) return buffer([2]);
  if (typeof generator !== 'number' && !isText(generator)) {
    throw wrongType('generator', 'one of type number or string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView', generator);
  }
  const made = typeof generator === 'number' ? buffer([generator >> 24, generator >> 16, generator >> 8, generator])
    : bytes(generator, 'generator', encoding);
  const number = made.subarray(Math.max(0, made.findIndex((b) => b !== 0)));
  if (bitsOf(number) < 2) throw openSSL('02800065', 'bad generator');
  return number;
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && !isText(sizeOrKey)) {
    throw wrongType('sizeOrKey', 'one of type number or string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView', sizeOrKey);
  }
  const { Buffer } = require('buffer');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    [keyEncoding, generator, genEncoding] = [undefined, keyEncoding, generator];
  }
  const base = generatorBytes(generator, genEncoding);
  if (typeof sizeOrKey === 'number') {
    if (sizeOrKey < minBits) throw tooSmall();
    open(this, { prime: buffer(binding.prime(sizeOrKey, true)), generator: base, verifyError: 0 });
    return;
  }
  open(this, { prime: bytes(sizeOrKey, 'sizeOrKey', keyEncoding), generator: base });
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  checkString(name, 'name');
  const groups = require('internal/crypto/groups');
  const prime = Object.prototype.hasOwnProperty.call(groups, name.toLowerCase()) && groups[name.toLowerCase()];
  if (!prime) throw fault(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
  open(this, { prime: bytes(prime, 'name', 'hex'), generator: buffer([2]), verifyError: 0 });
}

// The bits of verifyError: not prime, not a safe prime.
function verifyError(self) {
  if (self.verifyError === undefined) {
    const half = BigInt(`0x${self.prime.toString('hex')}`) >> 1n;
    const halfHex = half.toString(16);
    if (!binding.isPrime(self.prime)) self.verifyError = 1;
    else self.verifyError = binding.isPrime(buffer(bytesOf(halfHex.length % 2 ? `0${halfHex}` : halfHex, 'prime', 'hex'))) ? 0 : 2;
  }
  return self.verifyError;
}

// trimmed drops the zeros in front of a number.
function trimmed(number) {
  const first = number.findIndex((b) => b !== 0);
  return first < 0 ? number.subarray(number.length - 1) : number.subarray(first);
}

const agreement = {
  generateKeys(encoding) {
    const self = this[state];
    if (bitsOf(self.prime) < minBits) throw tooSmall();
    if (self.privateKey === undefined) {
      const size = Math.min(self.prime.length, 64);
      self.privateKey = buffer(binding.random(size));
      self.privateKey[0] &= self.prime.length <= size ? self.prime[0] >> 1 : 0xff;
    }
    self.publicKey = buffer(binding.power(self.generator, self.privateKey, self.prime));
    return encode(trimmed(self.publicKey), encoding);
  },
  computeSecret(key, inEncoding, outEncoding) {
    const self = this[state];
    const other = bytes(key, 'otherPublicKey', inEncoding);
    if (self.privateKey === undefined) throw fault(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Invalid key type');
    if (bitsOf(other) < 2) throw fault(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too small');
    return encode(binding.power(other, self.privateKey, self.prime), outEncoding);
  },
  getPrime(encoding) {
    return encode(this[state].prime, encoding);
  },
  getGenerator(encoding) {
    return encode(this[state].generator, encoding);
  },
  getPublicKey(encoding) {
    const { publicKey } = this[state];
    if (publicKey === undefined) throw fault(Error, 'ERR_CRYPTO_INVALID_STATE', 'No public key - did you forget to generate one?');
    return encode(trimmed(publicKey), encoding);
  },
  getPrivateKey(encoding) {
    const { privateKey } = this[state];
    if (privateKey === undefined) throw fault(Error, 'ERR_CRYPTO_INVALID_STATE', 'No private key - did you forget to generate one?');
    return encode(privateKey, encoding);
  },
};

const setters = {
  setPublicKey(key, encoding) {
    this[state].publicKey = bytes(key, 'key', encoding);
    return this;
  },
  setPrivateKey(key, encoding) {
    this[state].privateKey = bytes(key, 'key', encoding);
    return this;
  },
};
Object.assign(DiffieHellman.prototype, agreement, setters);
Object.assign(DiffieHellmanGroup.prototype, agreement);
// ECDH

const invalidCurve = () => fault(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');

function checkCurve(curve) {
  checkString(curve, 'curve');
  if (curve === 'secp224r1' || !binding.curves().includes(curve)) throw invalidCurve();
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  checkCurve(curve);
  hide(this, { curve });
}

// inForm writes an uncompressed point in one of the three forms.
function inForm(point, format, encoding) {
  const full = buffer(new Uint8Array(point)); // a copy
  const half = (full.length - 1) / 2;
  const odd = full[full.length - 1] & 1;
  if (format === 'compressed') return encode(require('buffer').Buffer.concat([buffer([2 + odd]), full.subarray(1, 1 + half)]), encoding);
  if (format === 'hybrid') full[0] = 6 + odd;
  else if (format && format !== 'uncompressed') throw fault(TypeError, 'ERR_CRYPTO_ECDH_INVALID_FORMAT', `Invalid ECDH format: ${format}`);
  return encode(full, encoding);
}

const operationFailed = (what) => fault(Error, 'ERR_CRYPTO_OPERATION_FAILED', what);

Object.assign(ECDH.prototype, {
  computeSecret(key, inEncoding, outEncoding) {
    const { curve, privateKey } = this[state];
    const other = bytesOf(key, 'otherPublicKey', inEncoding);
    if (privateKey === undefined) throw fault(RangeError, 'ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair');
    const secret = binding.ecdhSecret(curve, privateKey, other);
    if (secret === undefined) {
      throw fault(Error, 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Public key is not valid for specified curve');
    }
    return encode(secret, outEncoding);
  },
  setPrivateKey(key, encoding) {
    const self = this[state];
    const privateKey = bytes(key, 'key', encoding);
    const publicKey = binding.ecdhPublic(self.curve, privateKey);
    if (publicKey === undefined) throw fault(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.');
    Object.assign(self, { privateKey, publicKey });
    return this;
  },
  setPublicKey(key, encoding) {
    const self = this[state];
    const point = binding.ecdhPoint(self.curve, bytesOf(key, 'key', encoding));
    if (point === undefined) throw operationFailed('Failed to convert Buffer to EC_POINT');
    self.publicKey = point;
    return this;
  },
  generateKeys(encoding, format) {
    const self = this[state];
    self.privateKey = buffer(binding.ecdhGenerate(self.curve));
    self.publicKey = binding.ecdhPublic(self.curve, self.privateKey);
    return this.getPublicKey(encoding, format);
  },
  getPrivateKey(encoding) {
    const { privateKey } = this[state];
    if (privateKey === undefined) throw operationFailed('Failed to get ECDH private key');
    return encode(privateKey, encoding);
  },
  getPublicKey(encoding, format) {
    const { publicKey } = this[state];
    if (publicKey === undefined) throw operationFailed('Failed to get ECDH public key');
    return inForm(publicKey, format, encoding);
  },
});

ECDH.convertKey = function convertKey(key, curve, inEncoding, outEncoding, format) {
  checkString(curve, 'curve');
  const given = bytesOf(key, 'key', inEncoding);
  checkCurve(curve);
  const point = binding.ecdhPoint(curve, given);
  if (point === undefined) throw operationFailed('Failed to convert Buffer to EC_POINT');
  return inForm(point, format, outEncoding);
};

function diffieHellman(options) {
  checkObject(options, 'options');
  const { privateKey, publicKey } = options;
  if (!isKeyObject(privateKey)) throw invalidValue('options.privateKey', privateKey);
  if (!isKeyObject(publicKey)) throw invalidValue('options.publicKey', publicKey);
  checkKind(privateKey, ['private'], 'private');
  checkKind(publicKey, ['public', 'private'], 'private or public');
  return buffer(handleOf(privateKey).agree(handleOf(publicKey).export('spki', 'der')));
}

function checkKind(key, kinds, wanted) {
  if (kinds.includes(key.type)) return;
  throw fault(TypeError, 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', `Invalid key object type ${key.type}, expected ${wanted}.`);
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  createDiffieHellman: (sizeOrKey, keyEncoding, generator, genEncoding) => new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding),
  createDiffieHellmanGroup: (name) => new DiffieHellmanGroup(name),
  getDiffieHellman: (name) => new DiffieHellmanGroup(name),
  createECDH: (curve) => new ECDH(curve),
  getCurves: () => binding.curves(),
  diffieHellman,
};
