'use strict';
// RSA encryption: https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptopublicencryptkey-buffer
const { checkString, checkInt32, bytesOf, buffer, isBytes } = require('internal/crypto/args');
const { handleFor, consumePublic, consumeEither } = require('internal/crypto/keys');
const { RSA_PKCS1_PADDING, RSA_PKCS1_OAEP_PADDING } = require('internal/crypto/constants');

// make makes one of the four, of which each is a method of the binding's key.
function make(name, method, defaultPadding, use) {
  const f = function (options, data) {
    const handle = handleFor(options, use);
    const { padding = defaultPadding, oaepHash, oaepLabel, encoding } = typeof options === 'object' && !isBytes(options) ? options : {};
    checkInt32(padding, 'options.padding');
    if (oaepHash !== undefined) checkString(oaepHash, 'key.oaepHash');
    const label = oaepLabel === undefined ? undefined : bytesOf(oaepLabel, 'key.oaepLabel', encoding);
    return buffer(handle[method](bytesOf(data, 'buffer', encoding), padding, oaepHash, label));
  };
  return Object.defineProperty(f, 'name', { value: name });
}

module.exports = {
  publicEncrypt: make('publicEncrypt', 'encrypt', RSA_PKCS1_OAEP_PADDING, consumePublic),
  privateDecrypt: make('privateDecrypt', 'decrypt', RSA_PKCS1_OAEP_PADDING, consumeEither),
  privateEncrypt: make('privateEncrypt', 'seal', RSA_PKCS1_PADDING, consumeEither),
  publicDecrypt: make('publicDecrypt', 'open', RSA_PKCS1_PADDING, consumePublic),
};
