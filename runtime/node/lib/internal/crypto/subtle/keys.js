'use strict';
// Keys in and out: https://www.w3.org/TR/WebCryptoAPI/#SubtleCrypto-method-importKey
const { handleOf, privateObject, publicObject, secretObject, exportJWK, importJWK } = require('internal/crypto/keys');
const { keyOf, makeKey } = require('internal/crypto/crypto-key');
const { exception, operationError } = require('internal/crypto/subtle/normalize');
const binding = internalBinding('crypto');

const isRSA = (name) => name.startsWith('RSA');
const isEC = (name) => name === 'ECDSA' || name === 'ECDH';
const isOKP = (name) => name === 'Ed25519' || name === 'X25519';

// What a key may be used for: a secret, or the public and the private half.
const usagesOf = {
  HMAC: ['sign', 'verify'],
  'AES-KW': ['wrapKey', 'unwrapKey'],
  PBKDF2: ['deriveKey', 'deriveBits'],
  HKDF: ['deriveKey', 'deriveBits'],
};
const halves = {
  sign: { public: ['verify'], private: ['sign'] },
  agree: { public: [], private: ['deriveKey', 'deriveBits'] },
  crypt: { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] },
};

function halvesOf(name) {
  if (name === 'RSA-OAEP') return halves.crypt;
  return name === 'ECDH' || name === 'X25519' ? halves.agree : halves.sign;
}

const secretUsages = (name) => usagesOf[name] || ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
const isSecret = (name) => name in usagesOf || name.startsWith('AES');

function article(name) {
  return /^(A|E|H|RSA)/.test(name) ? 'an' : 'a';
}

function checkUsages(usages, allowed, name) {
  if (usages.every((usage) => allowed.includes(usage))) return;
  throw exception(`Unsupported key usage for ${article(name)} ${name} key`, 'SyntaxError');
}

const dataError = (message) => exception(message, 'DataError');

// fromData makes a key of foreign bytes.
function fromData(f) {
  try {
    return f();
  } catch {
    throw dataError('Invalid keyData');
  }
}

const jwkAlgorithms = {
  'RSASSA-PKCS1-v1_5': { 'SHA-1': 'RS1', 'SHA-256': 'RS256', 'SHA-384': 'RS384', 'SHA-512': 'RS512' },
  'RSA-PSS': { 'SHA-1': 'PS1', 'SHA-256': 'PS256', 'SHA-384': 'PS384', 'SHA-512': 'PS512' },
  'RSA-OAEP': { 'SHA-1': 'RSA-OAEP', 'SHA-256': 'RSA-OAEP-256', 'SHA-384': 'RSA-OAEP-384', 'SHA-512': 'RSA-OAEP-512' },
  HMAC: { 'SHA-1': 'HS1', 'SHA-256': 'HS256', 'SHA-384': 'HS384', 'SHA-512': 'HS512' },
};

// jwkAlgorithm is the member alg for a key.
function jwkAlgorithm({ name, hash, length }) {
  if (name in jwkAlgorithms) return jwkAlgorithms[name][hash.name];
  if (name.startsWith('AES')) return `A${length}${name.slice(4)}`;
  return name === 'Ed25519' ? 'EdDSA' : undefined;
}

function checkJWK(jwk, kty, algorithm, extractable, usages) {
  if (jwk === null || typeof jwk !== 'object') throw dataError('Invalid keyData');
  if (!jwk.kty) throw dataError('Invalid keyData');
  if (jwk.kty !== kty) throw dataError('Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined) {
    const wanted = /^(RSA-OAEP|AES)/.test(algorithm.name) || kty === 'EC' && algorithm.name === 'ECDH' ? 'enc' : 'sig';
    if (jwk.use !== wanted) throw dataError('Invalid JWK "use" Parameter');
  }
  if (jwk.key_ops !== undefined && !usages.every((usage) => jwk.key_ops.includes(usage))) {
    throw dataError('Key operations and usage mismatch');
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable === true) {
    throw dataError('JWK "ext" Parameter and extractable mismatch');
  }
  if (jwk.crv !== undefined && algorithm.namedCurve !== undefined && jwk.crv !== algorithm.namedCurve) {
    throw dataError('JWK "crv" does not match the requested algorithm');
  }
  const alg = jwkAlgorithm(algorithm);
  if (jwk.alg !== undefined && alg !== undefined && jwk.alg !== alg && kty !== 'OKP') {
    throw dataError('JWK "alg" does not match the requested algorithm');
  }
}

const aesLengths = [128, 192, 256];

function importSecret(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const derives = name === 'PBKDF2' || name === 'HKDF';
  checkUsages(usages, secretUsages(name), name);
  if (derives && extractable) throw exception(`${name} keys are not extractable`, 'SyntaxError');
  if (format !== 'raw' && (format !== 'jwk' || derives)) {
    throw exception(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
  }
  if (format === 'jwk' && data && typeof data === 'object' && data.kty === undefined) throw dataError('Invalid keyData');
  const bytes = format === 'raw' ? data : require('buffer').Buffer.from(String(data.k), 'base64url');
  const length = 8 * bytes.byteLength;
  const details = { name };
  if (name === 'HMAC') {
    if (length === 0) throw dataError('Zero-length key is not supported');
    if (algorithm.length !== undefined && algorithm.length !== length) throw dataError('Invalid key length');
    Object.assign(details, { hash: algorithm.hash, length });
  } else if (!derives) {
    if (!aesLengths.includes(length)) throw dataError('Invalid key length');
    details.length = length;
  }
  if (format === 'jwk') checkJWK(data, 'oct', details, extractable, usages);
  return makeKey(secretObject(bytes), details, usages, extractable);
}

const typeOf = { 'pkcs8': 'parsePrivate', 'spki': 'parsePublic' };

// importHandle reads the key of a pair.
function importHandle(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const kty = isRSA(name) ? 'RSA' : isEC(name) ? 'EC' : 'OKP';
  if (format === 'jwk') {
    const shape = { name, hash: algorithm.hash, namedCurve: isOKP(name) ? name : algorithm.namedCurve };
    checkJWK(data, kty, shape, extractable, usages);
    return fromData(() => importJWK(data, false, false));
  }
  if (format === 'raw') {
    if (isRSA(name)) throw exception(`Unable to import ${name} using raw format`, 'NotSupportedError');
    return fromData(() => binding.fromRaw(isOKP(name) ? name : algorithm.namedCurve, data));
  }
  return fromData(() => binding[typeOf[format]](data, 'der', format));
}

const kinds = { Ed25519: 'ed25519', X25519: 'x25519' };
const curves = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };

function checkCurve(algorithm) {
  if (isEC(algorithm.name) && !curves[algorithm.namedCurve]) throw exception('Unrecognized namedCurve', 'NotSupportedError');
}

// describe is the algorithm of a key, which must fit what was asked for.
function describe(handle, algorithm) {
  const [, type, modulusLength, exponent, curve] = handle.info();
  const { name } = algorithm;
  if (isRSA(name)) {
    if (type !== 'rsa') throw dataError('Invalid key type');
    return { name, modulusLength, publicExponent: exponentBytes(exponent), hash: algorithm.hash };
  }
  if (isEC(name)) {
    if (type !== 'ec') throw dataError('Invalid key type');
    if (curve !== curves[algorithm.namedCurve]) throw dataError('Named curve mismatch');
    return { name, namedCurve: algorithm.namedCurve };
  }
  if (type !== kinds[name]) throw dataError('Invalid key type');
  return { name };
}

const exponentBytes = (hex) => new Uint8Array(require('buffer').Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));

function importKey(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  checkCurve(algorithm);
  if (isSecret(name)) return importSecret(format, data, algorithm, extractable, usages);
  const isPrivate = format === 'pkcs8' || (format === 'jwk' && data && data.d !== undefined);
  checkUsages(usages, halvesOf(name)[isPrivate ? 'private' : 'public'], name);
  const handle = importHandle(format, data, algorithm, extractable, usages);
  const object = isPrivate ? privateObject(handle) : publicObject(handle);
  return makeKey(object, describe(handle, algorithm), usages, extractable);
}

function exportKey(format, key) {
  const object = keyOf(key);
  const { name } = key.algorithm;
  const handle = handleOf(object);
  const refuse = (as) => exception(`Unable to export a ${as} ${name} ${key.type} key`, 'InvalidAccessError');
  if (format === 'jwk') {
    const jwk = key.type === 'secret' ? object.export({ format: 'jwk' }) : exportJWK(object);
    const made = { key_ops: key.usages, ext: key.extractable, ...jwk };
    const alg = jwkAlgorithm(key.algorithm);
    return alg === undefined ? made : { ...made, alg };
  }
  if (key.type === 'secret') {
    if (format !== 'raw') throw refuse(format);
    return handle.slice(0);
  }
  if (format === 'raw' && !isRSA(name) && key.type === 'public') return handle.raw();
  if (format === 'spki' && key.type === 'public') return handle.export('spki', 'der');
  if (format === 'pkcs8' && key.type === 'private') return handle.export('pkcs8', 'der');
  throw refuse(format === 'pkcs8' ? 'pkcs8' : 'raw');
}

const blockBits = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024 };

// keyLength is the length in bits of a key that is derived for the algorithm.
function keyLength(algorithm) {
  const { name, length, hash } = algorithm;
  if (name.startsWith('AES')) {
    if (!aesLengths.includes(length)) throw operationError('Invalid key length');
    return length;
  }
  if (name !== 'HMAC') return null;
  if (length === undefined) return blockBits[hash.name];
  if (length > 0) return length;
  throw operationError('Invalid key length');
}

function generateSecret(algorithm, extractable, usages) {
  const { name, hash } = algorithm;
  checkUsages(usages, secretUsages(name), name);
  if (name !== 'HMAC' && !aesLengths.includes(algorithm.length)) {
    throw operationError('AES key length must be 128, 192, or 256 bits');
  }
  const length = name === 'HMAC' ? keyLength(algorithm) : algorithm.length;
  const details = name === 'HMAC' ? { name, length, hash } : { name, length };
  return makeKey(secretObject(binding.random(Math.ceil(length / 8))), details, usages, extractable);
}

async function generatePair(algorithm, extractable, usages) {
  const { name } = algorithm;
  const allowed = halvesOf(name);
  checkUsages(usages, [...allowed.public, ...allowed.private], name);
  checkCurve(algorithm);
  let parameters = [kinds[name]];
  if (isRSA(name)) {
    const exponent = Number(`0x${require('buffer').Buffer.from(algorithm.publicExponent).toString('hex')}`);
    parameters = ['rsa', algorithm.modulusLength, exponent];
  } else if (isEC(name)) parameters = ['ec', curves[algorithm.namedCurve], undefined];
  const [type, size, exponent] = parameters;
  const handle = await new Promise((resolve, reject) => {
    binding.generate(type, size, exponent, (err, made) => (err ? reject(operationError(err.message)) : resolve(made)));
  });
  const details = describe(handle, algorithm);
  const half = (kind, object, mayLeave) => makeKey(object, details, allowed[kind].filter((usage) => usages.includes(usage)), mayLeave);
  return {
    publicKey: half('public', publicObject(handle.public()), true),
    privateKey: half('private', privateObject(handle), extractable),
  };
}

async function generateKey(algorithm, extractable, usages) {
  const made = isSecret(algorithm.name) ? generateSecret(algorithm, extractable, usages)
    : await generatePair(algorithm, extractable, usages);
  const useful = made.privateKey === undefined ? made : made.privateKey;
  if (useful.usages.length === 0) throw exception('Usages cannot be empty when creating a key.', 'SyntaxError');
  return made;
}

module.exports = { importKey, exportKey, generateKey, keyLength };
