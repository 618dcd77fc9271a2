'use strict';
// New keys: https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptogeneratekeypairtype-options-callback
const { wrongType, invalidValue, checkString, checkObject, checkFunction, checkInteger, checkInt32, checkOneOf, done, fault } = require('internal/crypto/args');
const { readEncoding } = require('internal/crypto/encoding');
const { absent } = require('internal/crypto/absent');
const { privateObject, publicObject, secretObject, exportJWK, write } = require('internal/crypto/keys');
const binding = internalBinding('crypto');

const checkUint32 = (value, name) => checkInteger(value, name, 0, 2 ** 32 - 1);

// parameters are what the binding's generate takes for a type.
function parameters(type, options) {
  switch (type) {
    case 'rsa': case 'rsa-pss': {
      checkObject(options, 'options');
      const { modulusLength, publicExponent } = options;
      checkUint32(modulusLength, 'options.modulusLength');
      if (publicExponent !== undefined) checkUint32(publicExponent, 'options.publicExponent');
      for (const name of ['hashAlgorithm', 'mgf1HashAlgorithm', 'hash', 'mgf1Hash', 'saltLength']) {
        if (type === 'rsa-pss' && options[name] !== undefined) throw absent(`The option ${name} of RSA-PSS keys`);
      }
      return [modulusLength, publicExponent];
    }
    case 'ec':
      checkObject(options, 'options');
      checkString(options.namedCurve, 'options.namedCurve');
      if (options.paramEncoding !== undefined && !['named', 'explicit'].includes(options.paramEncoding)) {
        throw invalidValue('options.paramEncoding', options.paramEncoding);
      }
      return [options.namedCurve, undefined];
    case 'ed25519': case 'x25519':
      return [undefined, undefined];
    case 'dsa': case 'dh': case 'ed448': case 'x448':
      throw absent(`Generating keys of type ${type}`);
    default:
      throw invalidValue('type', type, 'must be a supported key type');
  }
}

// encodings are the options publicKeyEncoding and privateKeyEncoding, read.
function encodings(type, options) {
  if (options === undefined) return {};
  const read = (name, isPublic) => {
    const encoding = options[name];
    if (encoding === undefined || encoding === null) return undefined;
    if (typeof encoding !== 'object') throw invalidValue(`options.${name}`, encoding);
    return readEncoding(encoding, type, isPublic, `options.${name}`);
  };
  return { publicKey: read('publicKeyEncoding', true), privateKey: read('privateKeyEncoding', false) };
}

function encoded(object, handle, encoding) {
  if (encoding === undefined) return object;
  return encoding.format === 'jwk' ? exportJWK(object) : write(handle, encoding);
}

function pair(handle, wanted) {
  const open = handle.public();
  return {
    publicKey: encoded(publicObject(open), open, wanted.publicKey),
    privateKey: encoded(privateObject(handle), handle, wanted.privateKey),
  };
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  checkFunction(callback);
  checkString(type, 'type');
  const wanted = encodings(type, options);
  binding.generate(type, ...parameters(type, options), (err, handle) => {
    let made;
    try {
      if (err) throw err;
      made = pair(handle, wanted);
    } catch (e) {
      callback(e);
      return;
    }
    callback(null, made.publicKey, made.privateKey);
  });
}

Object.defineProperty(generateKeyPair, Symbol.for('nodejs.util.promisify.custom'), {
  value: (type, options) => new Promise((resolve, reject) => {
    generateKeyPair(type, options, (err, publicKey, privateKey) => (err ? reject(err) : resolve({ publicKey, privateKey })));
  }),
});

function generateKeyPairSync(type, options) {
  checkString(type, 'type');
  const wanted = encodings(type, options);
  return pair(binding.generate(type, ...parameters(type, options)), wanted);
}

function secret(type, options) {
  checkString(type, 'type');
  checkObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') checkInt32(length, 'options.length', 8);
  else if (type === 'aes') checkOneOf(length, 'options.length', [128, 192, 256]);
  else throw invalidValue('type', type, 'must be a supported key type');
  return secretObject(binding.random(Math.floor(length / 8)));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  checkFunction(callback);
  require('timers').setImmediate(callback, null, secret(type, options));
}

// Primes

const bigBytes = (n, name) => {
  if (n < 0n) throw fault(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be >= 0. Received ${n}n`);
  const hex = n.toString(16);
  return require('buffer').Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
};

function primeArguments(size, options) {
  checkInt32(size, 'size', 1);
  checkObject(options, 'options');
  const { safe = false, bigint = false, add, rem } = options;
  if (typeof safe !== 'boolean') throw wrongType('options.safe', 'of type boolean', safe);
  if (typeof bigint !== 'boolean') throw wrongType('options.bigint', 'of type boolean', bigint);
  if (add !== undefined || rem !== undefined) throw absent('The options add and rem of generatePrime');
  return { args: [size, safe], wrap: bigint ? toBigInt : (bytes) => bytes };
}

const toBigInt = (bytes) => BigInt(`0x${require('buffer').Buffer.from(bytes).toString('hex')}`);

function generatePrime(size, options, callback) {
  if (typeof options === 'function') [options, callback] = [{}, options];
  checkFunction(callback);
  const { args, wrap } = primeArguments(size, options);
  binding.prime(...args, done(callback, wrap));
}

function generatePrimeSync(size, options = {}) {
  const { args, wrap } = primeArguments(size, options);
  return wrap(binding.prime(...args));
}

function candidateBytes(candidate, options) {
  const bytes = typeof candidate === 'bigint' ? bigBytes(candidate, 'candidate') : candidate;
  if (!ArrayBuffer.isView(bytes) && !(bytes instanceof ArrayBuffer)) {
    throw wrongType('candidate', 'of type bigint or an instance of ArrayBuffer, TypedArray, Buffer, or DataView', candidate);
  }
  checkObject(options, 'options');
  if (options.checks !== undefined) checkInt32(options.checks, 'options.checks', 0);
  return bytes;
}

function checkPrime(candidate, options, callback) {
  if (typeof options === 'function') [options, callback] = [{}, options];
  checkFunction(callback);
  binding.isPrime(candidateBytes(candidate, options), done(callback));
}

module.exports = {
  generateKeyPair,
  generateKeyPairSync,
  generateKey,
  generateKeySync: secret,
  generatePrime,
  generatePrimeSync,
  checkPrime,
  checkPrimeSync: (candidate, options = {}) => binding.isPrime(candidateBytes(candidate, options)),
};
