'use strict';
// https://tc39.es/ecma402/#intl-object: English of the United States in full, and numbers,
// dates and lists of the locales in internal/intl/locales. Each part is loaded when it is
// first used.
const { canonicalList } = require('internal/intl/locale');

const Intl = {
  getCanonicalLocales: (locales) => canonicalList(locales),
  supportedValuesOf(key) {
    const values = { calendar: ['gregory'], collation: ['default'], currency: Object.keys(require('internal/intl/en').numbers.symbols).sort(), numberingSystem: ['latn'], timeZone: ['UTC'], unit: [] };
    if (!Object.hasOwn(values, key)) throw new RangeError(`Invalid key : ${key}`);
    return values[key];
  },
};
Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true });

const parts = { NumberFormat: 'number', DateTimeFormat: 'date', Collator: 'others', PluralRules: 'others', ListFormat: 'others', RelativeTimeFormat: 'others', Locale: 'others' };
for (const [name, file] of Object.entries(parts)) {
  const define = (value) => {
    Object.defineProperty(Intl, name, { value, writable: true, configurable: true });
    return value;
  };
  Object.defineProperty(Intl, name, { configurable: true, get: () => define(callable(require(`internal/intl/${file}`)[name], name)), set: define });
}
for (const name of ['getCanonicalLocales', 'supportedValuesOf']) Object.defineProperty(Intl, name, { enumerable: false });

// callable lets the older three be called without new, as they may be.
function callable(Class, name) {
  if (!['NumberFormat', 'DateTimeFormat', 'Collator'].includes(name)) return Class;
  const made = { [name]: function (locales, options) { return Reflect.construct(Class, [locales, options], new.target || Class); } }[name];
  Object.defineProperty(made, 'prototype', { value: Class.prototype });
  Object.defineProperty(made, 'length', { value: 0, configurable: true });
  Object.defineProperty(Class.prototype, 'constructor', { value: made, writable: true, configurable: true });
  return Object.defineProperty(made, 'supportedLocalesOf', { value: Class.supportedLocalesOf, writable: true, configurable: true });
}

module.exports = { Intl };
