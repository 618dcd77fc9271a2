'use strict';
// Algorithms as scripts name them, made into what the operations take:
// https://www.w3.org/TR/WebCryptoAPI/#algorithm-normalization
const { fault } = require('internal/fault');

const exception = (message, name) => {
  const { DOMException } = require('internal/dom-exception');
  return new DOMException(message, name);
};
const operationError = (message = 'The operation failed for an operation-specific reason') => exception(message, 'OperationError');

const rsa = ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'];
const ec = ['ECDSA', 'ECDH'];
const aes = ['AES-CTR', 'AES-CBC', 'AES-GCM', 'AES-KW'];
const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
const plain = (names) => Object.fromEntries(names.map((name) => [name, null]));
const all = (names, dictionary) => Object.fromEntries(names.map((name) => [name, dictionary]));

const ciphers = { 'RSA-OAEP': 'RsaOaepParams', 'AES-CBC': 'AesCbcParams', 'AES-GCM': 'AesGcmParams', 'AES-CTR': 'AesCtrParams' };
const signatures = { ...plain(['RSASSA-PKCS1-v1_5', 'HMAC', 'Ed25519']), 'RSA-PSS': 'RsaPssParams', ECDSA: 'EcdsaParams' };
const derivations = { HKDF: 'HkdfParams', PBKDF2: 'Pbkdf2Params', ECDH: 'EcdhKeyDeriveParams', X25519: 'EcdhKeyDeriveParams' };

// operations list the algorithms of each, with the dictionary of their parameters.
const operations = {
  encrypt: ciphers,
  decrypt: ciphers,
  sign: signatures,
  verify: signatures,
  digest: plain(hashes),
  deriveBits: derivations,
  generateKey: {
    ...all(rsa, 'RsaHashedKeyGenParams'), ...all(ec, 'EcKeyGenParams'), ...all(aes, 'AesKeyGenParams'),
    HMAC: 'HmacKeyGenParams', ...plain(['Ed25519', 'X25519']),
  },
  importKey: {
    ...all(rsa, 'RsaHashedImportParams'), ...all(ec, 'EcKeyImportParams'), ...plain(aes),
    HMAC: 'HmacImportParams', ...plain(['Ed25519', 'X25519', 'HKDF', 'PBKDF2']),
  },
  wrapKey: { 'AES-KW': null },
  unwrapKey: { 'AES-KW': null },
  keyLength: { ...all(aes, 'AesDerivedKeyParams'), HMAC: 'HmacImportParams', ...plain(['HKDF', 'PBKDF2']) },
};

const required = {
  AesCbcParams: ['iv'],
  AesGcmParams: ['iv'],
  AesCtrParams: ['counter', 'length'],
  AesKeyGenParams: ['length'],
  AesDerivedKeyParams: ['length'],
  EcdsaParams: ['hash'],
  EcdhKeyDeriveParams: ['public'],
  EcKeyGenParams: ['namedCurve'],
  EcKeyImportParams: ['namedCurve'],
  HkdfParams: ['hash', 'info', 'salt'],
  HmacImportParams: ['hash'],
  HmacKeyGenParams: ['hash'],
  Pbkdf2Params: ['hash', 'iterations', 'salt'],
  RsaHashedImportParams: ['hash'],
  RsaHashedKeyGenParams: ['hash', 'modulusLength', 'publicExponent'],
  RsaPssParams: ['saltLength'],
};

const missing = (dictionary, name) => fault(TypeError, 'ERR_MISSING_OPTION', 'Failed to normalize algorithm: passed algorithm '
  + `can not be converted to '${dictionary}' because '${name}' is required in '${dictionary}'.`);

// normalize returns a copy with the name as the specification spells it.
function normalize(algorithm, operation) {
  const given = typeof algorithm === 'string' ? { name: algorithm } : algorithm;
  if (given === null || typeof given !== 'object' || given.name === undefined) throw missing('Algorithm', 'name');
  const wanted = String(given.name).toLowerCase();
  const table = operations[operation];
  const name = Object.keys(table).find((n) => n.toLowerCase() === wanted);
  if (name === undefined) throw exception('Unrecognized algorithm name', 'NotSupportedError');
  const dictionary = table[name];
  for (const member of required[dictionary] || []) {
    if (given[member] === undefined) throw missing(dictionary, member);
  }
  const normal = dictionary === null ? {} : { ...given };
  normal.name = name;
  if (normal.hash !== undefined) normal.hash = { name: normalize(normal.hash, 'digest').name };
  return normal;
}

const supports = (algorithm, operation) => {
  const name = String(typeof algorithm === 'string' ? algorithm : algorithm && algorithm.name).toLowerCase();
  return Object.keys(operations[operation]).some((n) => n.toLowerCase() === name);
};

module.exports = { exception, operationError, normalize, supports };
