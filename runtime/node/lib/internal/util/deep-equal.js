'use strict';
// Deep equality as in https://nodejs.org/docs/latest-v20.x/api/assert.html: strict, and
// the loose kind of assert.deepEqual.
const types = require('internal/types');

const { is, keys, getPrototypeOf, getOwnPropertySymbols } = Object;
const tag = Object.prototype.toString;
const isEnumerable = Object.prototype.propertyIsEnumerable;
const hasOwn = Object.prototype.hasOwnProperty;

const isDeepStrictEqual = (a, b) => equal(a, b, { strict: true, pairs: new Map() });
const isDeepEqual = (a, b) => equal(a, b, { strict: false, pairs: new Map() });

const isObject = (v) => v !== null && typeof v === 'object';
const isNaN = Number.isNaN;

// equal compares two values. state.pairs has the objects on the way down, each with its
// partner: a cycle must close at the same place on both sides.
function equal(a, b, state) {
  if (state.strict ? is(a, b) : a === b) return true;
  if (!isObject(a) || !isObject(b)) {
    if (state.strict || isObject(a) || isObject(b)) return false;
    return a == b || (isNaN(a) && isNaN(b)); // eslint-disable-line eqeqeq
  }
  if (state.strict && getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  if (tag.call(a) !== tag.call(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const { pairs } = state;
  if (pairs.has(a)) return pairs.get(a) === b;
  pairs.set(a, b);
  const result = sameKind(a, b, state) && sameProperties(a, b, state) && sameEntries(a, b, state);
  pairs.delete(a);
  return result;
}

const boxes = [
  [types.isNumberObject, Number.prototype.valueOf],
  [types.isStringObject, String.prototype.valueOf],
  [types.isBooleanObject, Boolean.prototype.valueOf],
  [types.isBigIntObject, BigInt.prototype.valueOf],
  [types.isSymbolObject, Symbol.prototype.valueOf],
];

const isError = (v) => types.isNativeError(v) || v instanceof Error;

// sameKind compares what an object holds beside its properties and entries.
function sameKind(a, b, state) {
  for (const [test, valueOf] of boxes) {
    if (test(a) || test(b)) return test(a) && test(b) && is(valueOf.call(a), valueOf.call(b));
  }
  if (types.isDate(a) || types.isDate(b)) {
    return types.isDate(a) && types.isDate(b) && Date.prototype.getTime.call(a) === Date.prototype.getTime.call(b);
  }
  if (types.isRegExp(a) || types.isRegExp(b)) {
    return types.isRegExp(a) && types.isRegExp(b) && a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;
  }
  if (isError(a) || isError(b)) return isError(a) && isError(b) && sameError(a, b, state);
  if (types.isArrayBufferView(a) || types.isArrayBufferView(b)) {
    return types.isArrayBufferView(a) && types.isArrayBufferView(b) && sameView(a, b, state);
  }
  if (types.isArrayBuffer(a) || types.isArrayBuffer(b)) return types.isArrayBuffer(a) && types.isArrayBuffer(b) && sameBytes(a, b);
  if (types.isMap(a) !== types.isMap(b) || types.isSet(a) !== types.isSet(b)) return false;
  return !Array.isArray(a) || a.length === b.length;
}

// sameError compares the parts of an error that are not among its enumerable properties.
function sameError(a, b, state) {
  return ['message', 'name', 'cause', 'errors'].every((name) => {
    const shown = isEnumerable.call(a, name);
    return shown === isEnumerable.call(b, name) && (shown || equal(a[name], b[name], state));
  });
}

function sameView(a, b, state) {
  if (a[Symbol.toStringTag] !== b[Symbol.toStringTag]) return false;
  if (!state.strict && (types.isFloat32Array(a) || types.isFloat64Array(a))) {
    return a.length === b.length && a.every((value, i) => value === b[i]);
  }
  return sameBytes(a, b);
}

function sameBytes(a, b) {
  const [x, y] = [a, b].map((v) => (types.isArrayBuffer(v) ? new Uint8Array(v) : new Uint8Array(v.buffer, v.byteOffset, v.byteLength)));
  return x.length === y.length && x.every((byte, i) => byte === y[i]);
}

const ownKeys = (o, strict) => (types.isArrayBufferView(o) ? keys(o).filter((k) => !/^\d+$/.test(k)) : keys(o))
  .concat(strict ? getOwnPropertySymbols(o).filter((s) => isEnumerable.call(o, s)) : []);

function sameProperties(a, b, state) {
  const names = ownKeys(a, state.strict);
  return names.length === ownKeys(b, state.strict).length
    && names.every((name) => hasOwn.call(b, name) && isEnumerable.call(b, name))
    && names.every((name) => equal(a[name], b[name], state));
}

function sameEntries(a, b, state) {
  if (types.isSet(a)) return a.size === b.size && sameMembers([...a], [...b], (x, y) => equal(x, y, state), (x, other) => other.has(x), a, b);
  if (!types.isMap(a)) return true;
  if (a.size !== b.size) return false;
  const has = ([key, value], other) => other.has(key) && equal(value, other.get(key), state);
  return sameMembers([...a], [...b], (x, y) => equal(x[0], y[0], state) && equal(x[1], y[1], state), has, a, b);
}

// sameMembers pairs members in any order. has answers for those that are in both.
function sameMembers(list, others, same, has, a, b) {
  const rest = list.filter((x) => !has(x, b));
  const left = new Set(others.filter((y) => !has(y, a)));
  return rest.length === left.size && rest.every((x) => {
    for (const y of left) if (same(x, y)) return left.delete(y);
    return false;
  });
}

module.exports = { isDeepStrictEqual, isDeepEqual };
