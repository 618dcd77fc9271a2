'use strict';
// https://nodejs.org/docs/latest-v20.x/api/crypto.html
const { fault } = require('internal/fault');
const binding = internalBinding('crypto');

// The parts of the module. Each is loaded when one of its names is first used.
const parts = {
  absent: ['Certificate'],
  cipher: ['Cipher', 'Cipheriv', 'Decipher', 'Decipheriv', 'createCipher', 'createCipheriv', 'createDecipher',
    'createDecipheriv', 'getCipherInfo', 'getCiphers'],
  dh: ['DiffieHellman', 'DiffieHellmanGroup', 'ECDH', 'createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH',
    'diffieHellman', 'getCurves', 'getDiffieHellman'],
  generate: ['checkPrime', 'checkPrimeSync', 'generateKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync',
    'generatePrime', 'generatePrimeSync'],
  hash: ['Hash', 'Hmac', 'createHash', 'createHmac', 'getHashes', 'hash'],
  kdf: ['hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync'],
  keys: ['KeyObject', 'createPrivateKey', 'createPublicKey', 'createSecretKey'],
  random: ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'timingSafeEqual'],
  rsa: ['privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt'],
  sign: ['Sign', 'Verify', 'createSign', 'createVerify', 'sign', 'verify'],
  x509: ['X509Certificate'],
};

const own = {
  constants: () => require('internal/crypto/constants'),
  webcrypto: () => require('internal/crypto/webcrypto').crypto,
  subtle: () => exports.webcrypto.subtle,
  getRandomValues: () => (array) => exports.webcrypto.getRandomValues(array),
  pseudoRandomBytes: () => exports.randomBytes,
  prng: () => exports.randomBytes,
  rng: () => exports.randomBytes,
  fips: () => 0,
  getFips: () => () => 0,
  setFips: () => () => {},
  setEngine: () => (id) => {
    throw fault(Error, 'ERR_CRYPTO_ENGINE_UNKNOWN', `Engine "${id}" was not found`);
  },
  secureHeapUsed: () => () => ({ total: 0, used: 0, utilization: 0, min: 0 }),
};

function member(name) {
  if (Object.hasOwn(own, name)) return own[name]();
  const part = Object.keys(parts).find((p) => parts[p].includes(name));
  return require(`internal/crypto/${part}`)[name];
}

// Names that Node does not list.
const hidden = ['createCipher', 'createDecipher', 'pseudoRandomBytes', 'prng', 'rng', 'fips'];
const names = [...Object.values(parts).flat(), ...Object.keys(own)];

binding.late(exports, names.filter((name) => !hidden.includes(name)), true, member);
binding.late(exports, hidden, false, member);
