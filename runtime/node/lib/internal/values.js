'use strict';
// What Node's inspector asks V8, asked of goja: lib/internal/util/inspect.js in Node
// says internalBinding('util').
const { classOf, proxy, promise } = internalBinding('inspect');

const kPending = 'pending';
const kRejected = 'rejected';
const index = /^(0|[1-9][0-9]{0,9})$/;

function getOwnNonIndexProperties(object, filter = 2) {
  const keys = Reflect.ownKeys(object).filter((key) => typeof key === 'symbol' || !index.test(key) || +key >= 2 ** 32 - 1);
  return filter === 2 ? keys.filter((key) => Object.prototype.propertyIsEnumerable.call(object, key)) : keys;
}

function getProxyDetails(value, both = true) {
  const details = proxy(value);
  return details === undefined || both ? details : details[0];
}

// previewEntries is empty: goja cannot look into an iterator without moving it.
module.exports = {
  constants: { kPending, kRejected, ALL_PROPERTIES: 0, ONLY_ENUMERABLE: 2 },
  getOwnNonIndexProperties,
  getPromiseDetails: promise,
  getProxyDetails,
  Proxy,
  previewEntries: () => [[], false],
  getConstructorName: classOf,
  getExternalValue: () => 0n,
};
