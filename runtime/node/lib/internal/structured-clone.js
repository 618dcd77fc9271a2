'use strict';
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
const { fault } = require('internal/fault');
const { DOMException } = require('internal/dom-exception');
const types = require('internal/types');

const errors = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function refuse(value) {
  const what = typeof value === 'function' || typeof value === 'symbol' ? String(value) : `#<${name(value)}>`;
  return new DOMException(`${what} could not be cloned.`, 'DataCloneError');
}

const name = (value) => (value.constructor && value.constructor.name) || 'Object';

const refused = ['isPromise', 'isWeakMap', 'isWeakSet', 'isGeneratorObject', 'isSymbolObject'];

function clone(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  if (types.isProxy(value)) throw refuse(value);
  if (Object.getPrototypeOf(value) === Object.prototype) return properties(value, keep({}), seen); // most are
  if (Array.isArray(value)) return properties(value, keep(new Array(value.length)), seen);
  if (ArrayBuffer.isView(value)) return keep(view(value, seen));
  if (types.isArrayBuffer(value)) return keep(value.slice(0));
  if (types.isDate(value)) return keep(new Date(Date.prototype.getTime.call(value)));
  if (types.isMap(value)) return entries(value, keep(new Map()), seen);
  if (types.isSet(value)) return members(value, keep(new Set()), seen);
  if (types.isRegExp(value)) return keep(new RegExp(value.source, value.flags));
  if (types.isNativeError(value)) return error(value, keep, seen);
  if (types.isBoxedPrimitive(value)) return keep(Object(value.valueOf()));
  if (refused.some((kind) => types[kind](value))) throw refuse(value);
  return properties(value, keep({}), seen);
}

function properties(value, copy, seen) {
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, { value: clone(value[key], seen), configurable: true, enumerable: true, writable: true });
  }
  return copy;
}

function entries(map, copy, seen) {
  for (const [key, value] of [...map]) copy.set(clone(key, seen), clone(value, seen));
  return copy;
}

function members(set, copy, seen) {
  for (const value of [...set]) copy.add(clone(value, seen));
  return copy;
}

// view makes a Buffer a Uint8Array, as Node does.
function view(value, seen) {
  const buffer = clone(value.buffer, seen);
  if (types.isDataView(value)) return new DataView(buffer, value.byteOffset, value.byteLength);
  return new globalThis[value[Symbol.toStringTag]](buffer, value.byteOffset, value.length);
}

function error(value, keep, seen) {
  const own = (property) => Object.getOwnPropertyDescriptor(value, property);
  const Base = errors[value.name] || Error;
  const made = keep(new Base());
  for (const property of ['message', 'stack', 'cause']) {
    const found = own(property);
    if (!found || !('value' in found)) continue;
    const text = property === 'cause' ? clone(found.value, seen) : `${found.value}`;
    Object.defineProperty(made, property, { value: text, configurable: true, writable: true });
  }
  return made;
}

function structuredClone(value, options = undefined) {
  if (arguments.length === 0) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The value argument must be specified');
  if (options !== undefined && options !== null && [...(options.transfer || [])].length > 0) {
    throw new DOMException('Transferring is not supported: leave out the option transfer.', 'DataCloneError');
  }
  return clone(value, new Map());
}

module.exports = { structuredClone };
