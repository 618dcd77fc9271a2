'use strict';
// Hash and Hmac: https://nodejs.org/api/crypto.html#class-hash
const { fault, wrongType } = require('internal/fault');
const binding = internalBinding('crypto');

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
const native = new Set(['hex', 'base64', 'base64url']); // what the binding encodes

// input is what the binding takes: bytes, or a string that is UTF-8.
function input(data, encoding, name) {
  if (typeof data === 'string') {
    return !encoding || /^utf-?8$/i.test(encoding) ? data : require('buffer').Buffer.from(data, encoding);
  }
  if (ArrayBuffer.isView(data)) return data;
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

const finalized = () => fault(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
const unknownDigest = () => new Error('Digest method not supported');

function Hash(algorithm, options) {
  if (!(this instanceof Hash)) return new Hash(algorithm, options);
  if (typeof algorithm !== 'string') throw wrongType('algorithm', 'of type string', algorithm);
  const digest = binding.hash(algorithm);
  if (digest === undefined) throw unknownDigest();
  hide(this, { digest, done: false });
}

function Hmac(algorithm, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
  if (typeof algorithm !== 'string') throw wrongType('hmac', 'of type string', algorithm);
  if (typeof key !== 'string' && !isBytes(key)) {
    throw wrongType('key', 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey', key);
  }
  const bytes = typeof key === 'string' ? input(key, options && options.encoding) : key;
  const digest = binding.hmac(algorithm, bytes);
  if (digest === undefined) throw fault(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  hide(this, { digest, done: false });
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

Hash.prototype.copy = function () {
  const self = this[state];
  if (self.done) throw finalized();
  return hide(Object.create(Hash.prototype), { digest: self.digest.copy(), done: false });
};

// Both are streams too. The stream is made when first used as one, so that hashing
// alone does not load the stream module.
for (const name of ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener', 'emit',
  'listeners', 'listenerCount', 'write', 'end', 'read', 'pipe', 'unpipe', 'pause', 'resume', 'setEncoding', 'destroy']) {
  const method = function (...args) {
    const stream = asStream(this);
    const result = stream[name](...args);
    return result === stream ? this : result;
  };
  Object.defineProperty(Hash.prototype, name, { configurable: true, writable: true, value: method });
  Object.defineProperty(Hmac.prototype, name, { configurable: true, writable: true, value: method });
}

function asStream(hash) {
  const self = hash[state];
  if (self.stream === undefined) {
    const { Transform } = require('stream');
    self.stream = new Transform({
      transform(chunk, encoding, done) {
        hash.update(chunk, encoding === 'buffer' ? undefined : encoding);
        done();
      },
      flush(done) {
        this.push(hash.digest());
        done();
      },
    });
  }
  return self.stream;
}

// hash is the digest in one call.
function hash(algorithm, data, encoding = 'hex') {
  if (typeof algorithm !== 'string') throw wrongType('algorithm', 'of type string', algorithm);
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw wrongType('input', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  }
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
