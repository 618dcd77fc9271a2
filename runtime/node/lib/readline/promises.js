'use strict';
// https://nodejs.org/docs/latest-v20.x/api/readline.html#promises-api
const base = require('readline');
const { absent } = require('internal/absent');

class Interface extends base.Interface {
  question(query) {
    return new Promise((resolve) => super.question(query, resolve));
  }
}

module.exports = {
  Interface,
  ...absent('readline/promises', ['Readline'], 'a hook has no terminal'),
  createInterface: (...args) => new Interface(...args),
};
