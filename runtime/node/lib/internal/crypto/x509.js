'use strict';
// https://nodejs.org/docs/latest-v20.x/api/crypto.html#class-x509certificate
const { fault, wrongType, checkString, bytesOf, buffer } = require('internal/crypto/args');
const { isKeyObject, handleOf, publicObject } = require('internal/crypto/keys');
const binding = internalBinding('crypto');

const names = ['subject', 'issuer', 'subjectAltName', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256',
  'fingerprint512', 'serialNumber', 'ca'];

class X509Certificate {
  #handle;
  #fields;

  constructor(data) {
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
      throw wrongType('buffer', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
    }
    this.#handle = binding.certificate(bytesOf(data, 'buffer'));
    this.#fields = this.#handle.fields();
  }

  static {
    names.forEach((name, i) => Object.defineProperty(X509Certificate.prototype, name, {
      configurable: true,
      get() {
        return this.#fields[i];
      },
    }));
  }

  get keyUsage() {
    const purposes = this.#fields[names.length];
    return purposes === undefined ? undefined : purposes.split(',');
  }

  get raw() {
    return buffer(this.#handle.raw());
  }

  get publicKey() {
    return publicObject(this.#handle.key());
  }

  get issuerCertificate() {
    return undefined;
  }

  get infoAccess() {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'X509Certificate.infoAccess is not available in this runtime');
  }

  toString() {
    return this.#handle.pem();
  }

  toJSON() {
    return this.toString();
  }

  checkHost(name) {
    checkString(name, 'name');
    return this.#handle.host(name);
  }

  checkIP(ip) {
    checkString(ip, 'ip');
    return this.#handle.hasIP(ip) ? ip : undefined;
  }

  checkEmail(email) {
    checkString(email, 'email');
    const listed = (this.subjectAltName || '').split(', ').includes(`email:${email}`);
    return listed || this.subject.split('\n').includes(`emailAddress=${email}`) ? email : undefined;
  }

  checkIssued(other) {
    if (!(other instanceof X509Certificate)) throw wrongType('otherCert', 'an instance of X509Certificate', other);
    return this.#handle.issuedBy(other.raw);
  }

  checkPrivateKey(key) {
    if (!isKeyObject(key)) throw wrongType('pkey', 'an instance of KeyObject', key);
    if (key.type !== 'private') throw invalidType(key.type, 'private');
    return publicObject(handleOf(key).public()).equals(this.publicKey);
  }

  verify(key) {
    if (!isKeyObject(key)) throw wrongType('pkey', 'an instance of KeyObject', key);
    if (key.type !== 'public') throw invalidType(key.type, 'public');
    return this.#handle.verify(handleOf(key).export('spki', 'der'));
  }

  toLegacyObject() {
    const { subject, issuer } = this;
    return {
      subject: parsed(subject),
      issuer: parsed(issuer),
      subjectaltname: this.subjectAltName,
      ca: this.ca,
      valid_from: this.validFrom,
      valid_to: this.validTo,
      fingerprint: this.fingerprint,
      fingerprint256: this.fingerprint256,
      fingerprint512: this.fingerprint512,
      ext_key_usage: this.keyUsage,
      serialNumber: this.serialNumber,
      raw: this.raw,
    };
  }
}

const invalidType = (type, wanted) => fault(TypeError, 'ERR_INVALID_ARG_VALUE',
  `The argument 'pkey' is invalid. Received a key of type ${type}, not ${wanted}`);

// parsed makes an object of a name's lines.
function parsed(name) {
  const object = { __proto__: null };
  for (const line of name.split('\n')) {
    const at = line.indexOf('=');
    const [key, value] = [line.slice(0, at), line.slice(at + 1)];
    if (key in object) object[key] = [].concat(object[key], value);
    else object[key] = value;
  }
  return object;
}

module.exports = { X509Certificate };
