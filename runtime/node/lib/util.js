'use strict';
// https://nodejs.org/api/util.html
const { wrongType } = require('internal/fault');
const { classOf, toUSVString } = internalBinding('inspect');

function inherits(constructor, parent) {
  if (constructor === undefined || constructor === null) throw wrongType('ctor', 'of type function', constructor);
  if (parent === undefined || parent === null) throw wrongType('superCtor', 'of type function', parent);
  if (parent.prototype === undefined) throw wrongType('superCtor.prototype', 'of type object', parent.prototype);
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

const warned = new Set();

// deprecate warns once per code, or once per function that has none.
function deprecate(f, message, code) {
  let told = false;
  function deprecated(...args) {
    if (!told && !(code !== undefined && warned.has(code))) process.emitWarning(message, 'DeprecationWarning', code);
    told = true;
    if (code !== undefined) warned.add(code);
    return new.target ? Reflect.construct(f, args, new.target) : Reflect.apply(f, this, args);
  }
  Object.setPrototypeOf(deprecated, f);
  if (f.prototype) deprecated.prototype = f.prototype;
  return deprecated;
}

// debuglog prints if process.env.NODE_DEBUG names the section.
function debuglog(section) {
  const name = section.toUpperCase();
  const enabled = () => `${process.env.NODE_DEBUG || ''}`.toUpperCase().split(',').includes(name);
  const log = (...args) => {
    if (enabled()) console.error(`${name} ${process.pid}: ${module.exports.format(...args)}`);
  };
  return Object.defineProperty(log, 'enabled', { get: enabled, configurable: true, enumerable: true });
}

function extend(target, source) {
  return source === null || typeof source !== 'object' ? target : Object.assign(target, source);
}

const isObject = (value) => value !== null && typeof value === 'object';

module.exports = {
  debug: debuglog,
  debuglog,
  deprecate,
  inherits,
  toUSVString,
  get TextEncoder() { return globalThis.TextEncoder; },
  get TextDecoder() { return globalThis.TextDecoder; },
  // deprecated, and used by old packages
  _extend: extend,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
  isDate: (value) => classOf(value) === 'Date',
  isError: (value) => classOf(value) === 'Error' || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject,
  isPrimitive: (value) => !isObject(value) && typeof value !== 'function',
  isRegExp: (value) => classOf(value) === 'RegExp',
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
};

// What takes long to load, and most who require util do not want: the module of each.
const later = {
  MIMEParams: 'internal/util/mime',
  MIMEType: 'internal/util/mime',
  _errnoException: 'internal/util/more',
  _exceptionWithHostPort: 'internal/util/more',
  aborted: 'internal/util/more',
  callbackify: 'internal/util/promisify',
  format: 'internal/inspect',
  formatWithOptions: 'internal/inspect',
  inspect: 'internal/inspect',
  getSystemErrorMap: 'internal/util/more',
  getSystemErrorName: 'internal/util/more',
  isDeepStrictEqual: 'internal/util/deep-equal',
  log: 'internal/util/more',
  parseArgs: 'internal/util/parse-args',
  parseEnv: 'internal/util/more',
  promisify: 'internal/util/promisify',
  stripVTControlCharacters: 'internal/inspect',
  styleText: 'internal/util/more',
  transferableAbortController: 'internal/util/more',
  transferableAbortSignal: 'internal/util/more',
};
for (const name of Object.keys(later)) load(name, () => require(later[name])[name]);
load('types', () => require('internal/types'));

// load makes a member that becomes an ordinary one when it is first read.
function load(name, find) {
  const define = (value) => {
    Object.defineProperty(module.exports, name, { value, writable: true, enumerable: true, configurable: true });
    return value;
  };
  Object.defineProperty(module.exports, name, { get: () => define(find()), set: define, enumerable: true, configurable: true });
}
