'use strict';
// npm's path-browserify, with Node's errors.
// https://nodejs.org/docs/latest-v20.x/api/path.html
const { wrongType } = require('internal/fault');
const path = require('internal/path');

const posix = {};

function checkString(value, name) {
  if (typeof value !== 'string') throw wrongType(name, 'of type string', value);
}

for (const name of ['basename', 'dirname', 'extname', 'isAbsolute', 'normalize', 'parse']) {
  posix[name] = (value, suffix) => {
    checkString(value, 'path');
    if (name === 'basename' && suffix !== undefined) checkString(suffix, 'suffix');
    return path[name](value, suffix);
  };
}

posix.join = (...names) => {
  for (const name of names) checkString(name, 'path');
  return path.join(...names);
};

posix.resolve = (...names) => {
  names.forEach((name, i) => checkString(name, `paths[${i}]`));
  return path.resolve(...names);
};

posix.relative = (from, to) => {
  checkString(from, 'from');
  checkString(to, 'to');
  return path.relative(from, to);
};

posix.format = (parts) => {
  if (parts === null || typeof parts !== 'object') throw wrongType('pathObject', 'of type object', parts);
  const { ext } = parts;
  return path.format(ext && ext[0] !== '.' ? { ...parts, ext: `.${ext}` } : parts);
};

posix.toNamespacedPath = (name) => name;
posix.sep = '/';
posix.delimiter = ':';
posix._makeLong = posix.toNamespacedPath;
posix.posix = posix;
Object.defineProperty(posix, 'win32', {
  configurable: true,
  enumerable: true,
  get: () => require('path/win32'),
});

module.exports = posix;
