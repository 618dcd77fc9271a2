'use strict';
// Values of the structured clone algorithm as JSON, and back: v8.serialize. Each object
// has a number, so that shared ones and cycles come back as they were.
const types = require('internal/types');

const special = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

function pack(value) {
  const seen = new Map();
  const list = [];
  const pair = ([key, item]) => [walk(key), walk(item)];
  const fields = (object) => Object.entries(object).map(([key, item]) => [key, walk(item)]);

  function body(v) {
    if (types.isDate(v)) return ['date', v.getTime()];
    if (types.isRegExp(v)) return ['regexp', v.source, v.flags];
    if (types.isMap(v)) return ['map', [...v].map(pair)];
    if (types.isSet(v)) return ['set', [...v].map(walk)];
    if (types.isNativeError(v)) return ['error', v.name, v.message, v.stack];
    if (types.isArrayBuffer(v)) return ['buffer', Buffer.from(v).toString('base64')];
    if (ArrayBuffer.isView(v)) return ['view', v.constructor.name, Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString('base64')];
    if (types.isBoxedPrimitive(v)) return ['boxed', walk(v.valueOf())];
    if (Array.isArray(v)) return ['array', v.length, fields(v)];
    return ['object', fields(v)];
  }

  function walk(v) {
    switch (typeof v) {
      case 'string': case 'boolean': return v;
      case 'number': return Number.isFinite(v) && !Object.is(v, -0) ? v : ['number', Object.is(v, -0) ? '-0' : String(v)];
      case 'bigint': return ['bigint', String(v)];
      case 'undefined': return ['undefined'];
      default:
    }
    if (v === null) return null;
    if (!seen.has(v)) {
      const id = list.push(undefined) - 1;
      seen.set(v, id);
      list[id] = body(v);
    }
    return ['#', seen.get(v)];
  }
  return { root: walk(value), list };
}

function unpack({ root, list }) {
  const made = [];
  const read = (v) => {
    if (!Array.isArray(v)) return v;
    const [kind, value] = v;
    if (kind === 'number') return special[value];
    if (kind === 'bigint') return BigInt(value);
    return kind === '#' ? object(value) : undefined;
  };
  const view = (name, text) => {
    const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
    return new globalThis[name === 'FastBuffer' ? 'Uint8Array' : name](bytes.buffer);
  };
  const errors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const empty = {
    date: (time) => new Date(time),
    regexp: (source, flags) => new RegExp(source, flags),
    map: () => new Map(),
    set: () => new Set(),
    error: (name, message, stack) => Object.defineProperty(new (errors[name] || Error)(message), 'stack', { value: stack, writable: true, configurable: true }),
    buffer: (text) => Uint8Array.from(Buffer.from(text, 'base64')).buffer,
    view,
    boxed: (value) => Object(read(value)),
    array: (length) => new Array(length),
    object: () => ({}),
  };
  const fill = {
    map: (to, pairs) => pairs.forEach(([key, item]) => to.set(read(key), read(item))),
    set: (to, items) => items.forEach((item) => to.add(read(item))),
    array: (to, length, fields) => fields.forEach(([key, item]) => { to[key] = read(item); }),
    object: (to, fields) => fields.forEach(([key, item]) => {
      Object.defineProperty(to, key, { value: read(item), writable: true, enumerable: true, configurable: true });
    }),
  };
  function object(id) {
    if (id in made) return made[id];
    const [kind, ...rest] = list[id];
    made[id] = empty[kind](...rest);
    if (fill[kind]) fill[kind](made[id], ...rest);
    return made[id];
  }
  return read(root);
}

module.exports = { pack, unpack };
