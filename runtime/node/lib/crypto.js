'use strict';
// https://nodejs.org/api/crypto.html
const { install } = require('internal/crypto/absent');

module.exports = install({
  ...require('internal/crypto/hash'),
  ...require('internal/crypto/random'),
  getCiphers: () => [],
  getFips: () => 0,
  constants: {},

  get webcrypto() {
    return require('internal/crypto/webcrypto').crypto;
  },
  get subtle() {
    return this.webcrypto.subtle;
  },
  getRandomValues: (array) => module.exports.webcrypto.getRandomValues(array),
});
