'use strict';
// Hash and Hmac: https://nodejs.org/api/crypto.html#class-hash
const { fault, wrongType, invalidValue, checkInteger, checkString, bytesOf, written, keyKinds, isText } = require('internal/crypto/args');
const { streamable } = require('internal/crypto/lazy-stream');
const binding = internalBinding('crypto');

const native = new Set(['hex', 'base64', 'base64url']); // what the binding encodes

// input is what the binding takes: bytes, or a string that is UTF-8.
function input(data, encoding, name) {
  if (typeof data === 'string' || ArrayBuffer.isView(data)) return written(data, encoding);
  throw wrongType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

// output encodes what the binding's digest returned.
function output(digest, encoding) {
  if (encoding && encoding !== 'buffer') encoding = `${encoding}`.toLowerCase();
  if (native.has(encoding)) return digest.digest(encoding);
  const { Buffer } = require('buffer');
  const bytes = Buffer.from(digest.digest());
  return encoding && Buffer.isEncoding(encoding) ? bytes.toString(encoding) : bytes;
}

// outputLength is the option of that name.
function outputLength(options) {
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) checkInteger(length, 'options.outputLength', 0, 2 ** 32 - 1);
  return length;
}

const finalized = () => fault(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
const unknownDigest = () => new Error('Digest method not supported');

function Hash(algorithm, options) {
  if (!(this instanceof Hash)) return new Hash(algorithm, options);
  if (typeof algorithm !== 'string') throw wrongType('algorithm', 'of type string', algorithm);
  const digest = binding.hash(algorithm, outputLength(options));
  if (digest === undefined) throw unknownDigest();
  hide(this, { digest, done: false });
}

function Hmac(algorithm, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
  if (typeof algorithm !== 'string') throw wrongType('hmac', 'of type string', algorithm);
  const bytes = isText(key) ? bytesOf(key, 'key', options && options.encoding) : secretOf(key);
  const digest = binding.hmac(algorithm, bytes);
  if (digest === undefined) throw fault(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  hide(this, { digest, done: false });
}

// secretOf is the bytes of a KeyObject or CryptoKey.
function secretOf(key) {
  if (key === null || typeof key !== 'object') throw wrongType('key', keyKinds, key);
  return require('internal/crypto/keys').secretBytes(key);
}

const state = Symbol('state');
const hide = (object, value) => Object.defineProperty(object, state, { value });

function update(data, encoding) {
  const self = this[state];
  if (self.done) throw finalized();
  self.digest.update(input(data, encoding, 'data'));
  return this;
}

Hash.prototype.update = update;
Hmac.prototype.update = update;

Hash.prototype.digest = function (encoding) {
  const self = this[state];
  if (self.done) throw finalized();
  self.done = true;
  return output(self.digest, encoding);
};

// A second digest of an Hmac is empty, unlike that of a Hash.
Hmac.prototype.digest = function (encoding) {
  const self = this[state];
  if (self.done) return encoding && encoding !== 'buffer' ? '' : require('buffer').Buffer.alloc(0);
  self.done = true;
  return output(self.digest, encoding);
};

Hash.prototype.copy = function (options) {
  const self = this[state];
  if (self.done) throw finalized();
  return hide(Object.create(Hash.prototype), { digest: self.digest.copy(outputLength(options)), done: false });
};

for (const Class of [Hash, Hmac]) {
  Class.prototype._transform = function (chunk, encoding, done) {
    this[state].digest.update(input(chunk, encoding, 'data'));
    done();
  };
  Class.prototype._flush = function (done) {
    this.push(this.digest());
    done();
  };
  streamable(Class, 'Transform');
}

// hash is the digest in one call.
function hash(algorithm, data, encoding = 'hex') {
  if (typeof algorithm !== 'string') throw wrongType('algorithm', 'of type string', algorithm);
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw wrongType('input', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  }
  checkString(encoding, 'outputEncoding');
  if (encoding !== 'buffer' && !require('buffer').Buffer.isEncoding(encoding)) throw invalidValue('outputEncoding', encoding);
  if (binding.hash(algorithm) === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  return new Hash(algorithm).update(data).digest(encoding);
}

module.exports = {
  Hash,
  Hmac,
  hash,
  createHash: (algorithm, options) => new Hash(algorithm, options),
  createHmac: (algorithm, key, options) => new Hmac(algorithm, key, options),
  getHashes: () => binding.hashes(),
};
