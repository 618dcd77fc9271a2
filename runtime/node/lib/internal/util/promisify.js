'use strict';
// https://nodejs.org/api/util.html#utilpromisifyoriginal
const { fault, wrongType } = require('internal/fault');

const custom = Symbol.for('nodejs.util.promisify.custom');

function promisify(original) {
  if (typeof original !== 'function') throw wrongType('original', 'of type function', original);
  if (original[custom]) {
    const f = original[custom];
    if (typeof f !== 'function') throw wrongType('util.promisify.custom', 'of type function', f);
    return Object.defineProperty(f, custom, { value: f, configurable: true });
  }
  const f = wellKnown(original) || function (...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (err, value) => (err ? reject(err) : resolve(value))]);
    });
  };
  Object.setPrototypeOf(f, Object.getPrototypeOf(original));
  Object.defineProperty(f, custom, { value: f, configurable: true });
  return Object.defineProperties(f, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = custom;

// wellKnown are the natives whose callback comes first.
function wellKnown(original) {
  const timers = require('timers');
  for (const name of ['setTimeout', 'setImmediate']) {
    if (original === timers[name]) return (...args) => timers.promises[name](...args);
  }
  return undefined;
}

function callbackify(original) {
  if (typeof original !== 'function') throw wrongType('original', 'of type function', original);
  function callbackified(...args) {
    const done = args.pop();
    if (typeof done !== 'function') throw wrongType('last argument', 'of type function', done);
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(done, null, value),
      (reason) => process.nextTick(done, reason || falsy(reason)));
  }
  const properties = Object.getOwnPropertyDescriptors(original);
  if (typeof properties.length.value === 'number') properties.length.value++;
  if (typeof properties.name.value === 'string') properties.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, properties);
}

const falsy = (reason) => fault(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value', { reason });

module.exports = { promisify, callbackify };
