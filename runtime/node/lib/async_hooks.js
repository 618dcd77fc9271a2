'use strict';
// https://nodejs.org/docs/latest-v20.x/api/async_context.html
//
// AsyncLocalStorage goes through promises, timers, ticks and requests. Hooks can be
// created but are never called, and ids are those of AsyncResources only.
const { fault, wrongType } = require('internal/fault');
const binding = internalBinding('context');

const top = {}; // the resource outside of all AsyncResources
let ids = 1;
let current = { id: 1, trigger: 0, resource: top };

// A frame holds the stores of all storages. It is never changed: a change makes another.
const changed = (storage, store) => new Map(binding.get()).set(storage, store);

// within calls f with a frame in place.
function within(frame, f) {
  const before = binding.get();
  binding.set(frame);
  try {
    return f();
  } finally {
    binding.set(before);
  }
}

class AsyncLocalStorage {
  enabled = false;

  static bind(f) {
    return AsyncResource.bind(f);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((f, ...args) => f(...args));
  }

  run(store, callback, ...args) {
    this.enabled = true;
    return within(changed(this, store), () => Reflect.apply(callback, null, args));
  }

  exit(callback, ...args) {
    if (!this.enabled) return Reflect.apply(callback, null, args);
    return within(changed(this, undefined), () => Reflect.apply(callback, null, args));
  }

  enterWith(store) {
    this.enabled = true;
    binding.set(changed(this, store));
  }

  getStore() {
    if (!this.enabled) return undefined;
    const frame = binding.get();
    return frame === undefined ? undefined : frame.get(this);
  }

  disable() {
    this.enabled = false;
    binding.set(changed(this, undefined));
  }

  _enable() {
    this.enabled = true;
  }

  _propagate() {}
}

class AsyncResource {
  #frame = binding.get();
  #scope;

  constructor(type, options = {}) {
    if (typeof type !== 'string') throw wrongType('type', 'of type string', type);
    const trigger = typeof options === 'number' ? options : (options && options.triggerAsyncId) ?? current.id;
    if (!Number.isSafeInteger(trigger) || trigger < -1) {
      throw fault(RangeError, 'ERR_INVALID_ASYNC_ID', `Invalid triggerAsyncId value: ${trigger}`);
    }
    this.#scope = { id: ++ids, trigger, resource: this };
  }

  runInAsyncScope(f, thisArg, ...args) {
    const before = current;
    current = this.#scope;
    try {
      return within(this.#frame, () => Reflect.apply(f, thisArg, args));
    } finally {
      current = before;
    }
  }

  emitDestroy() {
    return this;
  }

  asyncId() {
    return this.#scope.id;
  }

  triggerAsyncId() {
    return this.#scope.trigger;
  }

  bind(f, thisArg) {
    if (typeof f !== 'function') throw wrongType('fn', 'of type function', f);
    const resource = this;
    const bound = thisArg === undefined
      ? function (...args) { return resource.runInAsyncScope(f, this, ...args); }
      : (...args) => resource.runInAsyncScope(f, thisArg, ...args);
    return Object.defineProperty(bound, 'length', { value: f.length, configurable: true });
  }

  static bind(f, type, thisArg) {
    return new AsyncResource(type || (f && f.name) || 'bound-anonymous-fn').bind(f, thisArg);
  }
}

const events = ['init', 'before', 'after', 'destroy', 'promiseResolve'];

function createHook(callbacks) {
  for (const name of events) {
    if (callbacks[name] !== undefined && typeof callbacks[name] !== 'function') {
      throw fault(TypeError, 'ERR_ASYNC_CALLBACK', `hook.${name} must be a function`);
    }
  }
  return {
    enable() { return this; },
    disable() { return this; },
  };
}

const providers = ['NONE', 'FSREQCALLBACK', 'GETADDRINFOREQWRAP', 'HTTPCLIENTREQUEST', 'PROMISE', 'TCPWRAP', 'TLSWRAP', 'Timeout', 'Immediate', 'TickObject'];

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId: () => current.id,
  triggerAsyncId: () => current.trigger,
  executionAsyncResource: () => current.resource,
  asyncWrapProviders: Object.freeze({ __proto__: null, ...Object.fromEntries(providers.map((name, i) => [name, i])) }),
  AsyncResource,
};
