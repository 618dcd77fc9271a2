'use strict';
// What keys do: https://www.w3.org/TR/WebCryptoAPI/#subtlecrypto-interface
const { bytesOf } = require('internal/crypto/args');
const { handleOf } = require('internal/crypto/keys');
const { keyOf, isCryptoKey } = require('internal/crypto/crypto-key');
const { exception, operationError } = require('internal/crypto/subtle/normalize');
const binding = internalBinding('crypto');

const handle = (key) => handleOf(keyOf(key));
const bits = (n) => n / 8;

// promised calls a function of the binding that takes done last.
const promised = (call) => new Promise((resolve, reject) => {
  call((err, value) => (err ? reject(operationError()) : resolve(value)));
});

// attempt runs what may throw an error of the binding.
function attempt(f) {
  try {
    return f();
  } catch {
    throw operationError();
  }
}

const join = (...parts) => {
  const { Buffer } = require('buffer');
  const all = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.length);
};

function rsaOAEP(mode, algorithm, key, data) {
  const wanted = mode === 'encrypt' ? 'public' : 'private';
  if (key.type !== wanted) throw exception('The requested operation is not valid for the provided key', 'InvalidAccessError');
  const hash = key.algorithm.hash.name;
  return promised((done) => handle(key)[mode](data, 4, hash, algorithm.label, done));
}

function aes(mode, algorithm, key, data) {
  const encrypt = mode === 'encrypt';
  const name = `aes-${key.algorithm.length}-${algorithm.name.slice(4).toLowerCase()}`;
  if (algorithm.name === 'AES-GCM') return gcm(encrypt, name, algorithm, key, data);
  const iv = bytesOf(algorithm.name === 'AES-CTR' ? algorithm.counter : algorithm.iv, 'algorithm.iv');
  if (iv.byteLength !== 16) {
    throw operationError(`algorithm.${algorithm.name === 'AES-CTR' ? 'counter' : 'iv'} must contain exactly 16 bytes`);
  }
  if (algorithm.name === 'AES-CTR' && !(algorithm.length > 0 && algorithm.length <= 128)) {
    throw operationError('AES-CTR algorithm.length must be between 1 and 128');
  }
  return attempt(() => {
    const cipher = binding.cipher(name, handle(key), iv, encrypt);
    return join(cipher.update(data), cipher.final());
  });
}

function gcm(encrypt, name, algorithm, key, data) {
  const { tagLength = 128, additionalData } = algorithm;
  if (![32, 64, 96, 104, 112, 120, 128].includes(tagLength)) throw operationError(`${tagLength} is not a valid AES-GCM tag length`);
  const size = bits(tagLength);
  return attempt(() => {
    const cipher = binding.cipher(name, handle(key), bytesOf(algorithm.iv, 'algorithm.iv'), encrypt, size);
    if (additionalData !== undefined) cipher.setAAD(additionalData);
    if (encrypt) {
      const out = cipher.update(data);
      cipher.final();
      return join(out, cipher.tag());
    }
    const sealed = new Uint8Array(join(data));
    cipher.setTag(sealed.subarray(Math.max(0, sealed.length - size)));
    const out = cipher.update(sealed.subarray(0, Math.max(0, sealed.length - size)));
    cipher.final();
    return out;
  });
}

// wrap is AES-KW, whose initial value is fixed by RFC 3394.
function wrap(mode, algorithm, key, data) {
  const iv = new Uint8Array(8).fill(0xa6);
  return attempt(() => binding.cipher(`aes${key.algorithm.length}-wrap`, handle(key), iv, mode === 'encrypt').update(data));
}

// crypt encrypts or decrypts.
function crypt(mode, algorithm, key, data) {
  if (algorithm.name === 'RSA-OAEP') return rsaOAEP(mode, algorithm, key, data);
  if (algorithm.name === 'AES-KW') return wrap(mode, algorithm, key, data);
  return aes(mode, algorithm, key, data);
}

// signing are the arguments of the binding for an algorithm: digest, padding, salt, p1363.
function signing(algorithm, key) {
  switch (algorithm.name) {
    case 'RSA-PSS': return [key.algorithm.hash.name, 6, algorithm.saltLength, false];
    case 'RSASSA-PKCS1-v1_5': return [key.algorithm.hash.name, 1, undefined, false];
    case 'ECDSA': return [algorithm.hash.name, undefined, undefined, true];
    default: return [undefined, undefined, undefined, false];
  }
}

function mac(key, data) {
  const digest = binding.hmac(key.algorithm.hash.name, handle(key));
  digest.update(data);
  return digest.digest();
}

function sign(algorithm, key, data) {
  if (algorithm.name === 'HMAC') return mac(key, data);
  if (key.type !== 'private') throw exception('Key must be a private key', 'InvalidAccessError');
  const [digest, ...rest] = signing(algorithm, key);
  return promised((done) => handle(key).sign(digest, data, false, ...rest, done));
}

function verify(algorithm, key, signature, data) {
  if (algorithm.name === 'HMAC') {
    const made = mac(key, data);
    return made.byteLength === signature.byteLength && binding.equal(made, signature);
  }
  if (key.type !== 'public') throw exception('Key must be a public key', 'InvalidAccessError');
  const [digest, ...rest] = signing(algorithm, key);
  return promised((done) => handle(key).verify(digest, data, false, ...rest, signature, done));
}

function checkLength(length) {
  if (length === null || length === undefined) throw operationError('length cannot be null');
  if (length % 8) throw operationError('length must be a multiple of 8');
}

async function deriveBits(algorithm, key, length) {
  switch (algorithm.name) {
    case 'PBKDF2':
      if (algorithm.iterations === 0) throw operationError('iterations cannot be zero');
      checkLength(length);
      return promised((done) => binding.pbkdf2(handle(key), bytesOf(algorithm.salt, 'algorithm.salt'), algorithm.iterations,
        bits(length), algorithm.hash.name, done));
    case 'HKDF':
      checkLength(length);
      return promised((done) => binding.hkdf(algorithm.hash.name, handle(key), bytesOf(algorithm.salt, 'algorithm.salt'),
        bytesOf(algorithm.info, 'algorithm.info'), bits(length), done));
    default:
      return agree(algorithm, key, length);
  }
}

async function agree(algorithm, key, length) {
  const peer = algorithm.public;
  if (!isCryptoKey(peer)) throw exception('algorithm.public must be a CryptoKey', 'InvalidAccessError');
  if (peer.type !== 'public') throw exception('algorithm.public must be a public key', 'InvalidAccessError');
  if (key.type !== 'private') throw exception('baseKey must be a private key', 'InvalidAccessError');
  if (peer.algorithm.name !== key.algorithm.name) throw exception(`The public and private keys must be ${key.algorithm.name} keys`, 'InvalidAccessError');
  if (peer.algorithm.namedCurve !== key.algorithm.namedCurve) throw exception('Named curve mismatch', 'InvalidAccessError');
  const secret = await promised((done) => handle(key).agree(handle(peer).export('spki', 'der'), done));
  if (length === null || length === undefined) return secret;
  const size = Math.ceil(length / 8);
  if (size > secret.byteLength) throw operationError('derived bit length is too small');
  const cut = secret.slice(0, size);
  if (length % 8) new Uint8Array(cut)[size - 1] &= 0xff << (8 - (length % 8));
  return cut;
}

const digest = (algorithm, data) => {
  const made = binding.hash(algorithm.name);
  made.update(data);
  return made.digest();
};

module.exports = { crypt, sign, verify, deriveBits, digest };
