'use strict';
// https://nodejs.org/api/util.html#utiltypes
const { classOf } = internalBinding('inspect');

const is = (name) => (value) => classOf(value) === name;

const { apply } = Reflect;
const { getPrototypeOf } = Object;

// holds makes a test from a method or getter that throws on all but its own objects,
// and does nothing to those.
function holds(method) {
  return (value) => {
    if (value === null || typeof value !== 'object') return false;
    try {
      apply(method, value, []);
      return true;
    } catch {
      return false;
    }
  };
}

// inherits makes a test for what the engine does not tell in another way.
function inherits(prototype) {
  const isPrototypeOf = Object.prototype.isPrototypeOf.bind(prototype);
  return (value) => classOf(value) !== 'Proxy' && value !== prototype && isPrototypeOf(value);
}

const getter = (object, name) => Object.getOwnPropertyDescriptor(object, name).get;
const tag = getter(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
const typedArray = (name) => (value) => apply(tag, value, []) === name;

const isDataView = holds(getter(DataView.prototype, 'byteLength'));
const isSymbolObject = holds(Symbol.prototype.valueOf);
const isBigIntObject = holds(BigInt.prototype.valueOf);
const isNumberObject = is('Number');
const isStringObject = is('String');
const isBooleanObject = is('Boolean');
const isArrayBuffer = is('ArrayBuffer');
const isTypedArray = (value) => apply(tag, value, []) !== undefined;

const isAsync = inherits(getPrototypeOf(async () => {}));
const source = Function.prototype.toString;
// goja's async methods inherit from Function.prototype.
const isAsyncMethod = (value) => classOf(value) === 'Function' && /^async\s+[^\s(=]/.test(apply(source, value, []));
const GeneratorFunction = getPrototypeOf(function* () {});

const types = {
  isArrayBuffer,
  isAnyArrayBuffer: isArrayBuffer,
  isArrayBufferView: (value) => isTypedArray(value) || isDataView(value),
  isArgumentsObject: is('Arguments'),
  isAsyncFunction: (value) => isAsync(value) || isAsyncMethod(value),
  isBigIntObject,
  isBooleanObject,
  isBoxedPrimitive: (value) => isNumberObject(value) || isStringObject(value) || isBooleanObject(value)
    || isSymbolObject(value) || isBigIntObject(value),
  isDataView,
  isDate: is('Date'),
  isExternal: () => false,
  isGeneratorFunction: inherits(GeneratorFunction),
  isGeneratorObject: inherits(GeneratorFunction.prototype),
  isMap: holds(getter(Map.prototype, 'size')),
  isMapIterator: inherits(getPrototypeOf(new Map().keys())),
  isModuleNamespaceObject: () => false,
  isNativeError: is('Error'),
  isNumberObject,
  isPromise: is('Promise'),
  isProxy: is('Proxy'),
  isRegExp: is('RegExp'),
  isSet: holds(getter(Set.prototype, 'size')),
  isSetIterator: inherits(getPrototypeOf(new Set().keys())),
  isSharedArrayBuffer: () => false,
  isStringObject,
  isSymbolObject,
  isTypedArray,
  isWeakMap: holds(WeakMap.prototype.has),
  isWeakSet: holds(WeakSet.prototype.has),
  isCryptoKey: (value) => require('internal/crypto/keys').isCryptoKey(value),
  isKeyObject: (value) => require('internal/crypto/keys').isKeyObject(value),
};
for (const name of ['Uint8', 'Uint8Clamped', 'Uint16', 'Uint32', 'Int8', 'Int16', 'Int32', 'Float32', 'Float64', 'BigInt64', 'BigUint64']) {
  types[`is${name}Array`] = typedArray(`${name}Array`);
}
for (const [name, test] of Object.entries(types)) Object.defineProperty(test, 'name', { value: name });

module.exports = types;
