'use strict';
// https://nodejs.org/docs/latest-v20.x/api/wasi.html: nothing of it can be used.
module.exports = require('internal/absent').absent('wasi', ['WASI'], 'WebAssembly does not exist in a hook');
