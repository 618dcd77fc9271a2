'use strict';
// Ciphers: https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-cipher
const { fault, wrongType, checkString, checkObject, checkInt32, isText, bytesOf, written, keyKinds, buffer, invalidValue } = require('internal/crypto/args');
const { streamable } = require('internal/crypto/lazy-stream');
const binding = internalBinding('crypto');

const state = Symbol('state');
const invalidState = (what) => fault(Error, 'ERR_CRYPTO_INVALID_STATE', what ? `Invalid state for operation ${what}` : 'Invalid state');

// cipherKey is the bytes of a secret.
function cipherKey(key, encoding) {
  if (isText(key)) return bytesOf(key, 'key', encoding);
  if (key === null || typeof key !== 'object') throw wrongType('key', keyKinds, key);
  return require('internal/crypto/keys').secretBytes(key);
}

function tagLength(options) {
  const length = options && options.authTagLength;
  if (length === undefined || length === null) return undefined;
  if (length !== length >>> 0) throw invalidValue('options.authTagLength', length);
  return length;
}

function start(self, cipher, key, iv, encrypt, options) {
  checkString(cipher, 'cipher');
  const secret = cipherKey(key, options && options.encoding);
  const vector = iv === null ? null : bytesOf(iv, 'iv', options && options.encoding);
  open(self, cipher, secret, vector, encrypt, tagLength(options));
}

function open(self, cipher, key, iv, encrypt, tag) {
  const engine = binding.cipher(cipher, key, iv, encrypt, tag);
  if (engine === undefined) throw fault(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  Object.defineProperty(self, state, { value: { engine, encrypt, started: false, ended: false, tag: undefined, tagged: false } });
}

function update(data, inputEncoding, outputEncoding) {
  const self = this[state];
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw wrongType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  }
  const bytes = written(data, inputEncoding);
  if (self.ended) throw new Error('Trying to add data in unsupported state');
  self.started = true;
  return this[output](self.engine.update(bytes), outputEncoding, false);
}

// output keeps one decoder, so that characters are not cut between two pieces.
const output = Symbol('output');
function decoded(bytes, encoding, last) {
  if (!encoding || encoding === 'buffer') return buffer(bytes);
  const self = this[state];
  const { StringDecoder } = require('string_decoder');
  if (self.decoder === undefined) self.decoder = new StringDecoder(encoding);
  if (self.decoder.encoding !== new StringDecoder(encoding).encoding) {
    throw fault(Error, 'ERR_INTERNAL_ASSERTION', 'Cannot change encoding\n'
      + 'This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n'
      + 'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n');
  }
  const text = buffer(bytes);
  return last ? self.decoder.end(text) : self.decoder.write(text);
}

function final(outputEncoding) {
  const self = this[state];
  if (self.ended) throw invalidState();
  self.ended = true;
  const rest = self.engine.final();
  if (self.encrypt && self.engine.tag) self.tag = buffer(self.engine.tag());
  return this[output](rest, outputEncoding, true);
}

function setAutoPadding(padding) {
  const self = this[state];
  if (self.ended) throw invalidState('setAutoPadding');
  if (self.engine.setAutoPadding) self.engine.setAutoPadding(padding === undefined ? true : !!padding);
  return this;
}

function setAAD(data, options) {
  const bytes = bytesOf(data, 'aadbuf', options && options.encoding);
  const self = this[state];
  if (self.started || self.ended || !self.engine.setAAD) throw invalidState('setAAD');
  self.engine.setAAD(bytes);
  return this;
}

function getAuthTag() {
  const { tag } = this[state];
  if (tag === undefined) throw invalidState('getAuthTag');
  return buffer(tag);
}

function setAuthTag(tag, encoding) {
  const bytes = bytesOf(tag, 'buffer', encoding);
  const self = this[state];
  if (self.tagged || self.ended || !self.engine.setTag) throw invalidState('setAuthTag');
  self.engine.setTag(typeof bytes === 'string' ? buffer(bytes) : bytes);
  self.tagged = true;
  return this;
}

function make(name, encrypt, init) {
  const Class = function (...args) {
    if (!(this instanceof Class)) return new Class(...args);
    init(this, encrypt, ...args);
  };
  Object.defineProperty(Class, 'name', { value: name });
  const methods = { _transform: transform, _flush: flush, update, final, setAutoPadding, setAAD, [output]: decoded, ...(encrypt ? { getAuthTag } : { setAuthTag }) };
  for (const key of Reflect.ownKeys(methods)) {
    Object.defineProperty(Class.prototype, key, { configurable: true, writable: true, enumerable: typeof key === 'string', value: methods[key] });
  }
  streamable(Class, 'Transform');
  return Class;
}

function transform(chunk, encoding, done) {
  attempt(done, () => this.push(this.update(chunk, encoding === 'buffer' ? undefined : encoding)));
}

function flush(done) {
  attempt(done, () => this.push(this.final()));
}

function attempt(done, f) {
  try {
    f();
  } catch (err) {
    done(err);
    return;
  }
  done();
}

const withIV = (self, encrypt, cipher, key, iv, options) => start(self, cipher, key, iv, encrypt, options);

// withPassword is the derivation of OpenSSL's EVP_BytesToKey with MD5 and no salt.
function withPassword(self, encrypt, cipher, password, options) {
  checkString(cipher, 'cipher');
  const secret = bytesOf(password, 'password');
  const info = binding.cipherInfo(cipher);
  if (info === undefined) throw fault(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  const [mode, , , , ivLength, keyLength] = info;
  const { Buffer } = require('buffer');
  let derived = Buffer.alloc(0);
  for (let last = Buffer.alloc(0); derived.length < keyLength + ivLength; derived = Buffer.concat([derived, last])) {
    const digest = binding.hash('md5');
    digest.update(last);
    digest.update(secret);
    last = buffer(digest.digest());
  }
  if (['ctr', 'gcm', 'ccm'].includes(mode)) process.emitWarning(`Use Cipheriv for counter mode of ${cipher}`);
  open(self, cipher, derived.subarray(0, keyLength), derived.subarray(keyLength, keyLength + ivLength), encrypt, tagLength(options));
}

const Cipheriv = make('Cipheriv', true, withIV);
const Decipheriv = make('Decipheriv', false, withIV);
const Cipher = make('Cipher', true, withPassword);
const Decipher = make('Decipher', false, withPassword);

// ivFits reports whether the cipher takes an initialization vector of that length.
const ivFits = (mode, own, length) => length === own || (mode === 'gcm' && length > 0);

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw wrongType('nameOrNid', 'of type string or number', nameOrNid);
  }
  if (typeof nameOrNid === 'number') checkInt32(nameOrNid, 'nameOrNid');
  if (options !== undefined) checkObject(options, 'options');
  const { keyLength: wanted, ivLength: wantedIV } = options || {};
  if (wanted !== undefined) checkInt32(wanted, 'options.keyLength');
  if (wantedIV !== undefined) checkInt32(wantedIV, 'options.ivLength');
  const info = binding.cipherInfo(nameOrNid);
  if (info === undefined) return undefined;
  const [mode, name, nid, blockSize, ivLength, keyLength] = info;
  if (wanted !== undefined && wanted !== keyLength) return undefined;
  if (wantedIV !== undefined && !ivFits(mode, ivLength, wantedIV)) return undefined;
  const made = { mode, name, nid };
  if (mode !== 'stream') made.blockSize = blockSize;
  if (ivLength !== 0) made.ivLength = wantedIV === undefined ? ivLength : wantedIV;
  return { ...made, keyLength };
}

module.exports = {
  Cipher,
  Cipheriv,
  Decipher,
  Decipheriv,
  createCipheriv: (cipher, key, iv, options) => new Cipheriv(cipher, key, iv, options),
  createDecipheriv: (cipher, key, iv, options) => new Decipheriv(cipher, key, iv, options),
  createCipher: (cipher, password, options) => new Cipher(cipher, password, options),
  createDecipher: (cipher, password, options) => new Decipher(cipher, password, options),
  getCipherInfo,
  getCiphers: () => binding.ciphers().sort(),
};
