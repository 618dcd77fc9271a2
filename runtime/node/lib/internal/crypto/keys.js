'use strict';
// KeyObject: https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-keyobject
const { fault, wrongType, invalidValue, checkString, checkObject, checkOneOf, isText, bytesKinds, keyKinds, bytesOf, buffer } = require('internal/crypto/args');
const { incompatible, readEncoding } = require('internal/crypto/encoding');
const binding = internalBinding('crypto');

const wrongKind = (type, wanted) => fault(TypeError, 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', `Invalid key object type ${type}, expected ${wanted}.`);

const token = Symbol('token'); // key objects are made here only
let handleOf;

class KeyObject {
  #type;
  #handle; // the binding's key; of a secret its bytes

  constructor(type, handle, secret = undefined) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw invalidValue('type', type);
    if (secret !== token) throw wrongType('handle', 'of type object', handle);
    this.#type = type;
    this.#handle = handle;
  }

  static {
    handleOf = (key) => key.#handle;
    KeyObject.isKeyObject = (value) => typeof value === 'object' && value !== null && #handle in value;
  }

  get type() {
    return this.#type;
  }

  static from(key) {
    if (!isCryptoKey(key)) throw wrongType('key', 'an instance of CryptoKey', key);
    return require('internal/crypto/crypto-key').keyOf(key);
  }

  equals(other) {
    if (!isKeyObject(other)) throw wrongType('otherKeyObject', 'an instance of KeyObject', other);
    if (other.type !== this.#type) return false;
    const [mine, theirs] = [fingerprint(this), fingerprint(other)];
    return mine.byteLength === theirs.byteLength && binding.equal(mine, theirs);
  }
}
const { isKeyObject } = KeyObject;
delete KeyObject.isKeyObject;
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { configurable: true, value: 'KeyObject' });

// fingerprint is bytes that only an equal key has.
function fingerprint(key) {
  const handle = handleOf(key);
  if (key.type === 'secret') return handle;
  return handle.export(key.type === 'private' ? 'pkcs8' : 'spki', 'der');
}

class SecretKeyObject extends KeyObject {
  constructor(bytes, secret) {
    super('secret', bytes, secret);
  }

  get symmetricKeySize() {
    return handleOf(this).byteLength;
  }

  export(options) {
    if (options !== undefined) {
      checkObject(options, 'options');
      checkOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: buffer(handleOf(this)).toString('base64url') };
    }
    return buffer(handleOf(this).slice(0));
  }
}

const info = (key) => handleOf(key).info();

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return info(this)[1];
  }

  get asymmetricKeyDetails() {
    const [, , modulusLength, publicExponent, namedCurve] = info(this);
    if (modulusLength !== undefined) return { modulusLength, publicExponent: BigInt(`0x${publicExponent}`) };
    return namedCurve === undefined ? {} : { namedCurve };
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle, secret) {
    super('public', handle, secret);
  }

  export(options) {
    if (options && options.format === 'jwk') return exportJWK(this);
    return write(handleOf(this), readEncoding(options, this.asymmetricKeyType, true));
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle, secret) {
    super('private', handle, secret);
  }

  export(options) {
    if (options && options.format === 'jwk') {
      if (options.passphrase !== undefined) throw incompatible('jwk', 'does not support encryption');
      return exportJWK(this);
    }
    return write(handleOf(this), readEncoding(options, this.asymmetricKeyType, false));
  }
}

// write exports a key as its encoding says.
function write(handle, { type, format, cipher, passphrase }) {
  const written = handle.export(type, format, cipher, passphrase);
  return format === 'pem' ? written : buffer(written);
}

function exportJWK(key) {
  const list = handleOf(key).jwk();
  const jwk = {};
  for (let i = 0; i < list.length; i += 2) jwk[list[i]] = list[i + 1];
  if (jwk.crv === 'P-224') throw fault(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', 'Unsupported JWK EC curve: secp224r1.');
  return jwk;
}

const members = {
  RSA: { shared: ['n', 'e'], secret: ['d', 'p', 'q', 'dp', 'dq', 'qi'] },
  EC: { shared: ['x', 'y'], secret: ['d'] },
  OKP: { shared: ['x'], secret: ['d'] },
};
const curvesOf = { EC: ['P-256', 'secp256k1', 'P-384', 'P-521'], OKP: ['Ed25519', 'Ed448', 'X25519', 'X448'] };

function importJWK(key, mustBePublic, mustBePrivate) {
  checkObject(key, 'key');
  checkOneOf(key.kty, 'key.kty', ['RSA', 'EC', 'OKP']);
  const { shared, secret } = members[key.kty];
  if (curvesOf[key.kty]) checkOneOf(key.crv, 'key.crv', curvesOf[key.kty]);
  for (const name of shared) checkString(key[name], `key.${name}`);
  const isPrivate = !mustBePublic && key.d !== undefined;
  if (mustBePrivate) checkString(key.d, 'key.d');
  if (isPrivate) for (const name of secret) checkString(key[name], `key.${name}`);
  const values = ['n', 'e', 'd', 'p', 'q', 'x', 'y'].map((name) => key[name]);
  return binding.fromJWK(key.kty, key.crv, values, isPrivate);
}

// What a function makes of a key that it is given.
const createPrivate = { isPublic: false, noObjects: true, parse: 'parsePrivate' };
const createPublic = { toPublic: true, fromPrivateOnly: true, parse: 'parsePublic' };
const consumePrivate = { isPublic: false, privateOnly: true, parse: 'parsePrivate' };
const consumePublic = { parse: 'parseEither' };
const consumeEither = { isPublic: false, privateOnly: true, parse: 'parseEither' };

// handleFor is the binding's key for anything that Node takes as one.
function handleFor(key, use) {
  const kinds = use.noObjects ? bytesKinds : keyKinds;
  if (isKeyObject(key)) return fromObject(key, use, 'key');
  if (isCryptoKey(key)) return fromObject(KeyObject.from(key), use, 'key');
  if (isText(key)) return binding[use.parse](bytesOf(key, 'key'), 'pem');
  if (key === null || typeof key !== 'object') throw wrongType('key', kinds, key);
  const { key: data, encoding, format } = key;
  if (isKeyObject(data)) return fromObject(data, use, 'key.key');
  if (isCryptoKey(data)) return fromObject(KeyObject.from(data), use, 'key.key');
  if (format === 'jwk') {
    checkObject(data, 'key.key');
    return importJWK(data, use.isPublic === undefined, use.isPublic === false);
  }
  if (!isText(data)) throw wrongType('key.key', kinds, data);
  const read = readEncoding(key, undefined, use.isPublic);
  return binding[use.parse](bytesOf(data, 'key', encoding), read.format, read.type, read.passphrase);
}

function fromObject(key, use, name) {
  if (use.noObjects) throw wrongType(name, bytesKinds, key);
  if (key.type !== 'private') {
    if (use.privateOnly || use.fromPrivateOnly) throw wrongKind(key.type, 'private');
    if (key.type !== 'public') throw wrongKind(key.type, 'private or public');
  }
  return use.toPublic ? handleOf(key).public() : handleOf(key);
}

const privateObject = (handle) => new PrivateKeyObject(handle, token);
const publicObject = (handle) => new PublicKeyObject(handle, token);
// secretObject keeps a copy.
const secretObject = (bytes) => new SecretKeyObject(copy(bytes), token);

function copy(bytes) {
  if (bytes instanceof ArrayBuffer) return bytes.slice(0);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

function createSecretKey(key, encoding) {
  if (!isText(key)) throw wrongType('key', 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView', key);
  const bytes = bytesOf(key, 'key', encoding);
  return secretObject(typeof bytes === 'string' ? buffer(bytes) : bytes);
}

// secretBytes is the bytes of a secret in an object.
function secretBytes(key) {
  const object = isCryptoKey(key) ? KeyObject.from(key) : key;
  if (!isKeyObject(object)) throw wrongType('key', keyKinds, key);
  if (object.type !== 'secret') throw wrongKind(object.type, 'secret');
  return handleOf(object);
}

// isCryptoKey does not load Web Crypto for what is none of its objects.
function isCryptoKey(value) {
  if (typeof value !== 'object' || value === null || isText(value)) return false;
  return value[Symbol.toStringTag] === 'CryptoKey' && require('internal/crypto/crypto-key').isCryptoKey(value);
}

module.exports = {
  KeyObject,
  createPrivateKey: (key) => privateObject(handleFor(key, createPrivate)),
  createPublicKey: (key) => publicObject(handleFor(key, createPublic)),
  createSecretKey,
  isKeyObject,
  isCryptoKey,
  handleOf,
  handleFor,
  consumePrivate,
  consumePublic,
  consumeEither,
  privateObject,
  publicObject,
  secretObject,
  secretBytes,
  exportJWK,
  importJWK,
  write,
};
