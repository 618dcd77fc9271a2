'use strict';
// https://tc39.es/ecma262/#sec-additional-properties-of-the-object.prototype-object
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

function checkFunction(f, name) {
  if (typeof f !== 'function') throw new TypeError(`Object.prototype.${name}: Expecting function`);
  return f;
}

function lookup(object, name, part) {
  for (object = Object(object); object !== null; object = getPrototypeOf(object)) {
    const property = getOwnPropertyDescriptor(object, name);
    if (property) return property[part];
  }
  return undefined;
}

const methods = {
  __defineGetter__(name, get) {
    defineProperty(Object(this), name, { get: checkFunction(get, '__defineGetter__'), enumerable: true, configurable: true });
  },
  __defineSetter__(name, set) {
    defineProperty(Object(this), name, { set: checkFunction(set, '__defineSetter__'), enumerable: true, configurable: true });
  },
  __lookupGetter__(name) { return lookup(this, name, 'get'); },
  __lookupSetter__(name) { return lookup(this, name, 'set'); },
};
require('internal/language/add').add(Object.prototype, methods);
