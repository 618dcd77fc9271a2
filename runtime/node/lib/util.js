'use strict';
// https://nodejs.org/api/util.html
const { wrongType } = require('internal/fault');
const { format, formatWithOptions, inspect, stripVTControlCharacters } = require('internal/inspect');
const types = require('internal/types');
const { toUSVString } = internalBinding('inspect');

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
    if (enabled()) console.error(`${name} ${process.pid}: ${format(...args)}`);
  };
  return Object.defineProperty(log, 'enabled', { get: enabled, configurable: true, enumerable: true });
}

function extend(target, source) {
  return source === null || typeof source !== 'object' ? target : Object.assign(target, source);
}

const isObject = (value) => value !== null && typeof value === 'object';

module.exports = {
  ...require('internal/util/promisify'),
  ...require('internal/util/deep-equal'),
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  stripVTControlCharacters,
  toUSVString,
  types,
  get TextEncoder() { return globalThis.TextEncoder; },
  get TextDecoder() { return globalThis.TextDecoder; },
  // deprecated, and used by old packages
  _extend: extend,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
  isDate: types.isDate,
  isError: (value) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject,
  isPrimitive: (value) => !isObject(value) && typeof value !== 'function',
  isRegExp: types.isRegExp,
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
};
