'use strict';
// Keys from passwords and from keys:
// https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptopbkdf2password-salt-iterations-keylen-digest-callback
const { fault, wrongType, outOfRange, checkInteger, checkInt32, checkString, checkFunction, isBytes, bytesOf, buffer, done } = require('internal/crypto/args');
const binding = internalBinding('crypto');

const invalidDigest = (name) => fault(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
const known = (digest) => binding.hash(digest) !== undefined;

function pbkdf2Arguments(password, salt, iterations, keylen, digest) {
  checkString(digest, 'digest');
  const bytes = [bytesOf(password, 'password'), bytesOf(salt, 'salt')];
  checkInt32(iterations, 'iterations', 1);
  checkInt32(keylen, 'keylen', 0);
  if (!known(digest)) throw invalidDigest(digest);
  return [...bytes, iterations, keylen, digest];
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') [digest, callback] = [undefined, digest];
  const args = pbkdf2Arguments(password, salt, iterations, keylen, digest);
  checkFunction(callback);
  binding.pbkdf2(...args, done(callback, buffer));
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return buffer(binding.pbkdf2(...pbkdf2Arguments(password, salt, iterations, keylen, digest)));
}

const defaults = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 };
const scryptNames = [['N', 'cost'], ['r', 'blockSize'], ['p', 'parallelization']];

function scryptOptions(options) {
  const chosen = { ...defaults };
  for (const [short, long] of scryptNames) {
    const given = [short, long].filter((name) => options[name] !== undefined);
    if (given.length === 2) throw fault(Error, 'ERR_CRYPTO_SCRYPT_INVALID_PARAMETER', 'Invalid scrypt parameter');
    for (const name of given) {
      checkInteger(options[name], name, 0, 2 ** 32 - 1);
      chosen[short] = options[name] || defaults[short];
    }
  }
  if (options.maxmem !== undefined) {
    checkInteger(options.maxmem, 'maxmem', 0, Number.MAX_SAFE_INTEGER);
    chosen.maxmem = options.maxmem || defaults.maxmem;
  }
  return [chosen.N, chosen.r, chosen.p, chosen.maxmem];
}

function scryptArguments(password, salt, keylen, options) {
  const bytes = [bytesOf(password, 'password'), bytesOf(salt, 'salt')];
  checkInt32(keylen, 'keylen', 0);
  return [...bytes, keylen, ...scryptOptions(options || {})];
}

function scrypt(password, salt, keylen, options, callback = undefined) {
  if (callback === undefined) [options, callback] = [undefined, options];
  const args = scryptArguments(password, salt, keylen, options);
  checkFunction(callback);
  binding.scrypt(...args, done(callback, buffer));
}

function scryptSync(password, salt, keylen, options = undefined) {
  return buffer(binding.scrypt(...scryptArguments(password, salt, keylen, options)));
}

const hkdfKinds = 'ArrayBuffer, TypedArray, DataView, or Buffer';
const maxInfo = 1024;

function hkdfBytes(value, name, kinds) {
  if (typeof value === 'string' || isBytes(value)) return value;
  throw wrongType(name, `of type string or an instance of ${kinds}`, value);
}

function hkdfArguments(digest, ikm, salt, info, length) {
  checkString(digest, 'digest');
  const keys = typeof ikm === 'object' && ikm !== null && !isBytes(ikm) ? require('internal/crypto/keys') : undefined;
  const key = keys && (keys.isKeyObject(ikm) || keys.isCryptoKey(ikm)) ? keys.secretBytes(ikm)
    : hkdfBytes(ikm, 'ikm', `SecretKeyObject, ${hkdfKinds}`);
  const rest = [hkdfBytes(salt, 'salt', hkdfKinds), hkdfBytes(info, 'info', hkdfKinds)];
  checkInteger(length, 'length', 0, 2 ** 32);
  const infoLength = typeof info === 'string' ? require('buffer').Buffer.byteLength(info) : info.byteLength;
  if (infoLength > maxInfo) throw outOfRange('info', `must not contain more than ${maxInfo} bytes`, infoLength);
  if (!known(digest)) throw invalidDigest(digest);
  return [digest, key, ...rest, length];
}

function hkdf(digest, ikm, salt, info, length, callback) {
  const args = hkdfArguments(digest, ikm, salt, info, length);
  checkFunction(callback);
  binding.hkdf(...args, done(callback));
}

function hkdfSync(digest, ikm, salt, info, length) {
  return binding.hkdf(...hkdfArguments(digest, ikm, salt, info, length));
}

module.exports = { pbkdf2, pbkdf2Sync, scrypt, scryptSync, hkdf, hkdfSync };
