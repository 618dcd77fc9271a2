'use strict';
// https://nodejs.org/api/util.html#utiltypes
const { classOf } = internalBinding('inspect');

const is = (...classes) => (value) => classes.includes(classOf(value));

// holds makes a test from a method or getter that throws on all but its own objects.
function holds(method) {
  const { apply } = Reflect;
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

const getter = (object, name) => Object.getOwnPropertyDescriptor(object, name).get;
const tag = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
const { apply } = Reflect;
const typedArray = (name) => (value) => apply(tag, value, []) === name;

const isDataView = holds(getter(DataView.prototype, 'byteLength'));
const isSymbolObject = holds(Symbol.prototype.valueOf);
const isBigIntObject = holds(BigInt.prototype.valueOf);
const isNumberObject = is('Number');
const isStringObject = is('String');
const isBooleanObject = is('Boolean');
const isArrayBuffer = is('ArrayBuffer');
const isTypedArray = (value) => apply(tag, value, []) !== undefined;

const types = {
  isArrayBuffer,
  isAnyArrayBuffer: isArrayBuffer,
  isArrayBufferView: (value) => isTypedArray(value) || isDataView(value),
  isArgumentsObject: is('Arguments'),
  isAsyncFunction: is('AsyncFunction'),
  isBigIntObject,
  isBooleanObject,
  isBoxedPrimitive: (value) => isNumberObject(value) || isStringObject(value) || isBooleanObject(value)
    || isSymbolObject(value) || isBigIntObject(value),
  isDataView,
  isDate: is('Date'),
  isExternal: () => false,
  isGeneratorFunction: is('GeneratorFunction'),
  isGeneratorObject: is('Generator'),
  isMap: is('Map'),
  isMapIterator: is('Map Iterator'),
  isModuleNamespaceObject: () => false,
  isNativeError: is('Error'),
  isNumberObject,
  isPromise: is('Promise'),
  isProxy: is('Proxy'),
  isRegExp: is('RegExp'),
  isSet: is('Set'),
  isSetIterator: is('Set Iterator'),
  isSharedArrayBuffer: () => false,
  isStringObject,
  isSymbolObject,
  isTypedArray,
  isWeakMap: is('WeakMap'),
  isWeakSet: is('WeakSet'),
  isCryptoKey: () => false,
  isKeyObject: () => false,
};
for (const name of ['Uint8', 'Uint8Clamped', 'Uint16', 'Uint32', 'Int8', 'Int16', 'Int32', 'Float32', 'Float64', 'BigInt64', 'BigUint64']) {
  types[`is${name}Array`] = typedArray(`${name}Array`);
}
for (const [name, test] of Object.entries(types)) Object.defineProperty(test, 'name', { value: name });

module.exports = types;
