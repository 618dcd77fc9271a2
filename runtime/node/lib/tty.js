'use strict';
// https://nodejs.org/docs/latest-v20.x/api/tty.html: there is no terminal.
const { absent } = require('internal/absent');
module.exports = { isatty: () => false, ...absent('tty', ['ReadStream', 'WriteStream'], 'a hook has no terminal') };
