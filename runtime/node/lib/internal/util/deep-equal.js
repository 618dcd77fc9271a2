'use strict';
// Deep equality as in https://nodejs.org/api/assert.html#comparison-details_1
const types = require('internal/types');

const { is, keys, getPrototypeOf, getOwnPropertySymbols } = Object;
const tag = Object.prototype.toString;
const isEnumerable = Object.prototype.propertyIsEnumerable;
const hasOwn = Object.prototype.hasOwnProperty;

function isDeepStrictEqual(a, b) {
  return equal(a, b, new Map());
}

// equal compares two values. seen has the objects on the way down, each with its
// partner: a cycle must close at the same place on both sides.
function equal(a, b, seen) {
  if (is(a, b)) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (getPrototypeOf(a) !== getPrototypeOf(b) || tag.call(a) !== tag.call(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b) || !sameKind(a, b)) return false;
  if (seen.has(a)) return seen.get(a) === b;
  seen.set(a, b);
  const result = sameProperties(a, b, seen) && sameEntries(a, b, seen);
  seen.delete(a);
  return result;
}

const boxes = [
  [types.isNumberObject, Number.prototype.valueOf],
  [types.isStringObject, String.prototype.valueOf],
  [types.isBooleanObject, Boolean.prototype.valueOf],
  [types.isBigIntObject, BigInt.prototype.valueOf],
  [types.isSymbolObject, Symbol.prototype.valueOf],
  [types.isDate, Date.prototype.getTime],
];

// sameKind compares what an object holds beside its properties and entries.
function sameKind(a, b) {
  for (const [test, valueOf] of boxes) {
    if (test(a) || test(b)) return test(a) && test(b) && is(valueOf.call(a), valueOf.call(b));
  }
  if (types.isRegExp(a)) return types.isRegExp(b) && a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;
  if (types.isNativeError(a) || a instanceof Error) return a.message === b.message && a.name === b.name;
  if (types.isArrayBufferView(a)) return types.isArrayBufferView(b) && sameBytes(a, b);
  if (types.isArrayBuffer(a)) return types.isArrayBuffer(b) && sameBytes(a, b);
  if (types.isMap(a) !== types.isMap(b) || types.isSet(a) !== types.isSet(b)) return false;
  if (Array.isArray(a)) return a.length === b.length;
  return true;
}

function sameBytes(a, b) {
  const [x, y] = [a, b].map((v) => (types.isArrayBuffer(v) ? new Uint8Array(v) : new Uint8Array(v.buffer, v.byteOffset, v.byteLength)));
  return x.length === y.length && x.every((byte, i) => byte === y[i]);
}

const ownKeys = (o) => (types.isArrayBufferView(o) ? keys(o).filter((k) => !/^\d+$/.test(k)) : keys(o))
  .concat(getOwnPropertySymbols(o).filter((s) => isEnumerable.call(o, s)));

function sameProperties(a, b, seen) {
  const names = ownKeys(a);
  return names.length === ownKeys(b).length
    && names.every((name) => hasOwn.call(b, name) && isEnumerable.call(b, name))
    && names.every((name) => equal(a[name], b[name], seen));
}

function sameEntries(a, b, seen) {
  if (types.isSet(a)) return a.size === b.size && sameMembers([...a], [...b], (x, y) => equal(x, y, seen), (x) => b.has(x));
  if (!types.isMap(a)) return true;
  if (a.size !== b.size) return false;
  const has = ([key, value]) => b.has(key) && equal(value, b.get(key), seen);
  return sameMembers([...a], [...b], (x, y) => equal(x[0], y[0], seen) && equal(x[1], y[1], seen), has);
}

// sameMembers pairs members in any order. has answers for the simple ones.
function sameMembers(a, b, same, has) {
  const rest = a.filter((x) => !has(x));
  const used = new Set();
  return rest.every((x) => {
    const i = b.findIndex((y, j) => !used.has(j) && same(x, y));
    return i >= 0 && used.add(i);
  });
}

module.exports = { isDeepStrictEqual };
