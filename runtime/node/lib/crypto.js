'use strict';
// https://nodejs.org/docs/latest-v20.x/api/crypto.html
const { fault } = require('internal/fault');

Object.assign(exports, require('internal/crypto/hash'), require('internal/crypto/random'));

// The other parts are loaded when one of their names is first used.
const parts = {
  absent: ['Certificate'],
  cipher: ['Cipher', 'Cipheriv', 'Decipher', 'Decipheriv', 'createCipheriv', 'createDecipheriv', 'getCipherInfo', 'getCiphers'],
  dh: ['DiffieHellman', 'DiffieHellmanGroup', 'ECDH', 'createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH',
    'diffieHellman', 'getCurves', 'getDiffieHellman'],
  generate: ['checkPrime', 'checkPrimeSync', 'generateKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync',
    'generatePrime', 'generatePrimeSync'],
  kdf: ['hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync'],
  keys: ['KeyObject', 'createPrivateKey', 'createPublicKey', 'createSecretKey'],
  rsa: ['privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt'],
  sign: ['Sign', 'Verify', 'createSign', 'createVerify', 'sign', 'verify'],
  x509: ['X509Certificate'],
};

function late(name, load, enumerable = true) {
  const define = (value) => Object.defineProperty(exports, name, { configurable: true, enumerable, writable: true, value });
  Object.defineProperty(exports, name, {
    configurable: true,
    enumerable,
    get() {
      define(load());
      return exports[name];
    },
    set: define,
  });
}

for (const [part, names] of Object.entries(parts)) {
  for (const name of names) late(name, () => require(`internal/crypto/${part}`)[name]);
}
for (const name of ['createCipher', 'createDecipher']) late(name, () => require('internal/crypto/cipher')[name], false);
for (const name of ['pseudoRandomBytes', 'prng', 'rng']) late(name, () => exports.randomBytes, false);
late('webcrypto', () => require('internal/crypto/webcrypto').crypto);
late('subtle', () => exports.webcrypto.subtle);
late('getRandomValues', () => (array) => exports.webcrypto.getRandomValues(array));
late('constants', () => require('internal/crypto/constants'));

Object.assign(exports, {
  getFips: () => 0,
  setFips() {},
  setEngine(id) {
    throw fault(Error, 'ERR_CRYPTO_ENGINE_UNKNOWN', `Engine "${id}" was not found`);
  },
  secureHeapUsed: () => ({ total: 0, used: 0, utilization: 0, min: 0 }),
});
Object.defineProperty(exports, 'fips', { configurable: true, get: () => 0, set() {} });
