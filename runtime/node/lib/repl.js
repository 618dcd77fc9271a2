'use strict';
// https://nodejs.org/docs/latest-v20.x/api/repl.html: nothing of it can be used.
const { absent } = require('internal/absent');
module.exports = {
  ...absent('repl', ['start', 'REPLServer', 'Recoverable'], 'a hook has no terminal'),
  writer: (value) => require('util').inspect(value),
  REPL_MODE_SLOPPY: Symbol('repl-sloppy'),
  REPL_MODE_STRICT: Symbol('repl-strict'),
  isValidSyntax: () => false,
  get builtinModules() { return require('module').builtinModules.filter((name) => !name.startsWith('_')); },
};
