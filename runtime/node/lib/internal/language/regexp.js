'use strict';
// The constructor RegExp with what goja's lacks: properties of characters and the flag v.
// A pattern is compiled once per process (see regexp.go); prototype and instances are
// goja's own.
const { make, original } = internalBinding('regexp');
const { isRegExp } = require('internal/types');
const Original = original;
const { construct } = Reflect;

function RegExp(pattern, flags) {
  const like = typeof pattern === 'object' && pattern !== null && (pattern[Symbol.match] !== undefined ? Boolean(pattern[Symbol.match]) : isRegExp(pattern));
  if (new.target === undefined && like && flags === undefined && pattern.constructor === RegExp) return pattern;
  const source = like ? pattern.source : pattern === undefined ? '' : pattern;
  if (flags === undefined) flags = like ? pattern.flags : '';
  const made = make(`${source}`, `${flags}`) || construct(Original, [source, flags]);
  if (new.target !== undefined && new.target !== RegExp) Object.setPrototypeOf(made, new.target.prototype);
  return made;
}

const { prototype } = Original;
Object.defineProperty(RegExp, 'prototype', { value: prototype, writable: false });
for (const key of Reflect.ownKeys(Original)) {
  if (key !== 'prototype') Object.defineProperty(RegExp, key, Object.getOwnPropertyDescriptor(Original, key));
}
Object.defineProperty(RegExp, 'toString', { value: () => 'function RegExp() { [native code] }', writable: true, configurable: true });
Object.defineProperty(prototype, 'constructor', { value: RegExp, writable: true, configurable: true });
Object.defineProperty(globalThis, 'RegExp', { value: RegExp, writable: true, configurable: true });
