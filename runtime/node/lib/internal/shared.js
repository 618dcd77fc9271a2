'use strict';
// https://tc39.es/ecma262/#sec-sharedarraybuffer-objects and #sec-atomics-object: a run has
// one thread, so no memory is shared and every operation is atomic.
const { refuse } = require('internal/absent');

class SharedArrayBuffer {
  constructor() {
    refuse('SharedArrayBuffer', 'a hook has one thread');
  }

  get byteLength() {
    throw new TypeError('Method get SharedArrayBuffer.prototype.byteLength called on incompatible receiver');
  }

  slice() {
    throw new TypeError('Method SharedArrayBuffer.prototype.slice called on incompatible receiver');
  }
}
Object.defineProperty(SharedArrayBuffer.prototype, Symbol.toStringTag, { value: 'SharedArrayBuffer', configurable: true });

const integers = ['Int8Array', 'Uint8Array', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array'];

function place(array, index) {
  if (!ArrayBuffer.isView(array) || !integers.includes(array[Symbol.toStringTag])) throw new TypeError('[object Array] is not an integer typed array.');
  const at = Math.trunc(Number(index)) || 0;
  if (at < 0 || at >= array.length) throw new RangeError('Invalid atomic access index');
  return at;
}

// change makes an operation that returns what was there before.
const change = (combine) => (array, index, value) => {
  const at = place(array, index);
  const before = array[at];
  array[at] = combine(before, value);
  return before;
};

const Atomics = {
  add: change((a, b) => a + b),
  and: change((a, b) => a & b),
  compareExchange(array, index, expected, value) {
    const at = place(array, index);
    const before = array[at];
    if (before === expected) array[at] = value;
    return before;
  },
  exchange: change((_, b) => b),
  isLockFree: (size) => [1, 2, 4, 8].includes(size),
  load: (array, index) => array[place(array, index)],
  notify(array, index) {
    place(array, index);
    return 0;
  },
  or: change((a, b) => a | b),
  store(array, index, value) {
    array[place(array, index)] = value;
    return value;
  },
  sub: change((a, b) => a - b),
  wait: () => refuse('Atomics.wait', 'a hook has one thread, which would wait for itself'),
  waitAsync: () => refuse('Atomics.waitAsync', 'a hook has one thread'),
  xor: change((a, b) => a ^ b),
};
for (const name of Object.keys(Atomics)) Object.defineProperty(Atomics, name, { enumerable: false });
Object.defineProperty(Atomics, Symbol.toStringTag, { value: 'Atomics', configurable: true });

module.exports = { SharedArrayBuffer, Atomics };
