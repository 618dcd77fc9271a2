'use strict';
// What Node's crypto has and this one has not. The names exist, because packages take
// them when they load; calling one throws an error that says what is missing.
const { fault } = require('internal/fault');

const absent = (name) => fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${name} is not available in this runtime`);

const names = ['checkPrime', 'checkPrimeSync', 'createCipheriv', 'createDecipheriv', 'createDiffieHellman',
  'createDiffieHellmanGroup', 'createECDH', 'createPrivateKey', 'createPublicKey', 'createSecretKey', 'createSign',
  'createVerify', 'diffieHellman', 'generatePrime', 'generatePrimeSync', 'getCipherInfo', 'getCurves', 'getDiffieHellman',
  'hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'generateKeyPair', 'generateKeyPairSync', 'generateKey', 'generateKeySync',
  'privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt', 'scrypt', 'scryptSync', 'sign', 'setEngine', 'verify',
  'createCipher', 'createDecipher', 'Certificate', 'Cipher', 'Cipheriv', 'Decipher', 'Decipheriv', 'DiffieHellman',
  'DiffieHellmanGroup', 'ECDH', 'KeyObject', 'Sign', 'Verify', 'X509Certificate'];

// install adds what exports lacks.
function install(exports) {
  for (const name of names) {
    if (name in exports) continue;
    const f = function () {
      throw absent(`crypto.${name}`);
    };
    exports[name] = Object.defineProperty(f, 'name', { value: name });
  }
  return exports;
}

module.exports = { absent, install };
