'use strict';
// What came after Node 20 and newer code uses: ECMAScript 2024 to 2026.
const { add } = require('internal/language/add');

function group(items, callback, put) {
  let i = 0;
  for (const item of items) put(callback(item, i++), item);
}

add(Promise, {
  withResolvers() {
    const made = {};
    made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
  },
  try(callback, ...args) {
    return new this((resolve) => resolve(callback(...args)));
  },
});

add(Object, {
  groupBy(items, callback) {
    const groups = { __proto__: null };
    group(items, callback, (key, item) => (groups[key] ??= []).push(item));
    return groups;
  },
});

add(Map, {
  groupBy(items, callback) {
    const groups = new Map();
    group(items, callback, (key, item) => {
      if (groups.has(key)) groups.get(key).push(item);
      else groups.set(key, [item]);
    });
    return groups;
  },
});

add(Array, {
  async fromAsync(items, map = undefined, thisArg = undefined) {
    internalBinding('symbols');
    if (map !== undefined && typeof map !== 'function') throw new TypeError(`${typeof map} is not a function`);
    const result = typeof this === 'function' ? new this() : [];
    let length = 0;
    const put = async (value) => { result[length] = map === undefined ? value : await map.call(thisArg, value, length); length++; };
    const start = items[Symbol.asyncIterator] || items[Symbol.iterator];
    if (start === undefined) for (let i = 0; i < items.length; i++) await put(await items[i]);
    else {
      const iterator = start.call(items);
      for (let step = await iterator.next(); !step.done; step = await iterator.next()) await put(await step.value);
    }
    result.length = length;
    return result;
  },
});

add(RegExp, {
  escape(text) {
    if (typeof text !== 'string') throw new TypeError('RegExp.escape takes a string');
    const hex = (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return text
      .replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
      .replace(/[,\-=<>#&!%:;@~'`"]/g, hex)
      .replace(/^[0-9a-zA-Z]/, hex)
      .replace(/[\n\r\t\v\f ]/g, (c) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\f': '\\f' })[c] || hex(c));
  },
});
