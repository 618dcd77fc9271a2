'use strict';
// The options that say how a key is encoded, checked in Node's order:
// https://nodejs.org/docs/latest-v20.x/api/crypto.html#keyobjectexportoptions
const { fault, checkObject, isText, bytesOf, invalidValue } = require('internal/crypto/args');

const incompatible = (encoding, text) => fault(Error, 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', `The selected key encoding ${encoding} ${text}.`);
const option = (name, object) => (object === undefined ? `options.${name}` : `${object}.${name}`);

function readFormat(format, fallback, name) {
  if (format === undefined && fallback) return fallback;
  if (format === 'pem' || format === 'der' || format === 'jwk') return format;
  throw invalidValue(name, format);
}

// readType takes the types that fit: keyType is the asymmetric type of a key to export,
// isPublic is undefined where either will do.
function readType(type, required, keyType, isPublic, name) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') throw incompatible(type, 'can only be used for RSA keys');
    return type;
  }
  if (type === 'spki' && isPublic !== false) return type;
  if (type === 'pkcs8' && isPublic !== true) return type;
  if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') throw incompatible(type, 'can only be used for EC keys');
    return type;
  }
  throw invalidValue(name, type);
}

// readEncoding is for reading a key if keyType is undefined, else for writing one.
function readEncoding(encoding, keyType, isPublic, object) {
  checkObject(encoding, object === undefined ? 'options' : object);
  const input = keyType === undefined;
  const format = readFormat(encoding.format, input ? 'pem' : undefined, option('format', object));
  const required = (!input || format === 'der') && format !== 'jwk';
  const type = readType(encoding.type, required, keyType, isPublic, option('type', object));
  if (isPublic === true) return { format, type };
  const { cipher, passphrase } = encoding;
  if (!input) checkCipher(cipher, passphrase, format, type, object);
  if ((input ? passphrase !== undefined : cipher != null) && !isText(passphrase)) {
    throw invalidValue(option('passphrase', object), passphrase);
  }
  const secret = passphrase === undefined ? undefined : bytesOf(passphrase, 'key.passphrase', encoding.encoding);
  return { format, type, cipher: cipher == null ? undefined : cipher, passphrase: secret };
}

function checkCipher(cipher, passphrase, format, type, object) {
  if (cipher == null) {
    if (passphrase !== undefined) throw invalidValue(option('cipher', object), cipher);
    return;
  }
  if (typeof cipher !== 'string') throw invalidValue(option('cipher', object), cipher);
  if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) throw incompatible(type, 'does not support encryption');
}

module.exports = { incompatible, readEncoding };
