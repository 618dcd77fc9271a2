'use strict';
// Stand-ins for what exists so that it can be found, and cannot be used.
const { fault } = require('internal/fault');

function refuse(what, reason) {
  throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${what} does not exist here: ${reason}`);
}

// absentFunction throws when called. It can be inherited from, as old packages do.
function absentFunction(module, name, reason) {
  return { [name]: function () { refuse(`${module}.${name}`, reason); } }[name];
}

// absent makes such a function of each name.
function absent(module, names, reason) {
  return Object.fromEntries(names.map((name) => [name, absentFunction(module, name, reason)]));
}

module.exports = { refuse, absent };
