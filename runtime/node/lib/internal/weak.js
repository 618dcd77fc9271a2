'use strict';
// https://tc39.es/ecma262/#sec-managing-memory: a run is too short for its garbage to
// matter. A WeakRef holds its target to the end, a FinalizationRegistry is never called.
const isTarget = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function' || typeof value === 'symbol';

class WeakRef {
  #target;

  constructor(target) {
    if (!isTarget(target)) throw new TypeError('WeakRef: invalid target');
    this.#target = target;
  }

  deref() {
    return this.#target;
  }
}

class FinalizationRegistry {
  #tokens = new WeakSet();

  constructor(cleanup) {
    if (typeof cleanup !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
  }

  register(target, held, token) {
    if (!isTarget(target)) throw new TypeError('FinalizationRegistry.prototype.register: invalid target');
    if (target === held) throw new TypeError('FinalizationRegistry.prototype.register: target and holdings must not be same');
    if (token !== undefined && typeof token !== 'symbol') this.#tokens.add(token);
  }

  unregister(token) {
    if (!isTarget(token)) throw new TypeError(`Invalid unregisterToken ('${String(token)}')`);
    return this.#tokens.delete(token);
  }
}

for (const C of [WeakRef, FinalizationRegistry]) {
  Object.defineProperty(C.prototype, Symbol.toStringTag, { value: C.name, configurable: true });
}

module.exports = { WeakRef, FinalizationRegistry };
