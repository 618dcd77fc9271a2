'use strict';
// Signatures: https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-sign
const { fault, wrongType, invalidValue, checkString, checkFunction, isText, isBytes, bytesOf, written, buffer, encode, done } = require('internal/crypto/args');
const { handleFor, consumePrivate, consumePublic } = require('internal/crypto/keys');
const { streamable } = require('internal/crypto/lazy-stream');
const binding = internalBinding('crypto');

const state = Symbol('state');

// optionsOf reads what a key's object says of the signature: [padding, saltLength, p1363].
function optionsOf(key) {
  const { padding, saltLength, dsaEncoding } = typeof key === 'object' && key !== null && !isBytes(key) ? key : {};
  if (padding !== undefined && padding !== padding >> 0) throw invalidValue('options.padding', padding);
  if (saltLength !== undefined && saltLength !== saltLength >> 0) throw invalidValue('options.saltLength', saltLength);
  if (dsaEncoding !== undefined && dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') {
    throw invalidValue('options.dsaEncoding', dsaEncoding);
  }
  return [padding, saltLength, dsaEncoding === 'ieee-p1363'];
}

function make(name) {
  const Class = function (algorithm, options) {
    if (!(this instanceof Class)) return new Class(algorithm, options);
    checkString(algorithm, 'algorithm');
    const digest = binding.hash(algorithm);
    if (digest === undefined) throw fault(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest');
    Object.defineProperty(this, state, { value: { algorithm, digest } });
  };
  Object.defineProperty(Class, 'name', { value: name });
  Class.prototype.update = function (data, encoding) {
    const bytes = typeof data === 'string' ? written(data, encoding) : bytesOf(data, 'data');
    const self = this[state];
    if (self.digest === undefined) throw uninitialised();
    self.digest.update(bytes);
    return this;
  };
  Class.prototype._write = function (chunk, encoding, callback) {
    this.update(chunk, encoding === 'buffer' ? undefined : encoding);
    callback();
  };
  streamable(Class, 'Writable');
  return Class;
}

const uninitialised = () => fault(Error, 'ERR_CRYPTO_INVALID_STATE', 'Not initialised');

// finish gives the digest, once.
function finish(self) {
  if (self.digest === undefined) throw uninitialised();
  const sum = self.digest.digest();
  self.digest = undefined;
  return sum;
}

const Sign = make('Sign');
const Verify = make('Verify');
const keyRequired = () => fault(Error, 'ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign');

Sign.prototype.sign = function (key, encoding) {
  if (!key) throw keyRequired();
  const handle = handleFor(key, consumePrivate);
  const options = optionsOf(key);
  const self = this[state];
  return encode(handle.sign(self.algorithm, finish(self), true, ...options), encoding);
};

Verify.prototype.verify = function (key, signature, encoding) {
  const handle = handleFor(key, consumePublic);
  const options = optionsOf(key);
  const bytes = bytesOf(signature, 'signature', encoding);
  const self = this[state];
  return handle.verify(self.algorithm, finish(self), true, ...options, bytes);
};

// digestOf is what the binding takes for the algorithm of sign and verify.
function digestOf(algorithm) {
  if (algorithm == null) return undefined;
  checkString(algorithm, 'algorithm');
  if (binding.hash(algorithm) === undefined) {
    throw fault(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  }
  return algorithm;
}

function sign(algorithm, data, key, callback) {
  const digest = digestOf(algorithm);
  if (callback !== undefined) checkFunction(callback);
  const bytes = bytesOf(data, 'data');
  if (!key) throw keyRequired();
  const options = optionsOf(key);
  const made = handleFor(key, consumePrivate).sign(digest, bytes, false, ...options, done(callback, buffer));
  return callback === undefined ? buffer(made) : undefined;
}

function verify(algorithm, data, key, signature, callback) {
  const digest = digestOf(algorithm);
  if (callback !== undefined) checkFunction(callback);
  const bytes = bytesOf(data, 'data');
  const options = optionsOf(key);
  if (!isText(signature)) {
    throw wrongType('signature', 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView', signature);
  }
  const handle = handleFor(key, consumePublic);
  return handle.verify(digest, bytes, false, ...options, bytesOf(signature, 'signature'), done(callback));
}

module.exports = {
  Sign,
  Verify,
  sign,
  verify,
  createSign: (algorithm, options) => new Sign(algorithm, options),
  createVerify: (algorithm, options) => new Verify(algorithm, options),
};
