'use strict';
// https://nodejs.org/docs/latest-v20.x/api/events.html
const { fault, wrongType, outOfRange } = require('internal/fault');

const capture = Symbol('kCapture');
const rejection = Symbol.for('nodejs.rejection');
const errorMonitor = Symbol('events.errorMonitor');
let defaultMaxListeners = 10;

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

// init is a function of its own for those who mix emitters into other objects.
EventEmitter.init = function (options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options && options.captureRejections) Object.defineProperty(this, capture, { value: true });
};

function checkListener(listener) {
  if (typeof listener !== 'function') throw wrongType('listener', 'of type function', listener);
}

function checkMax(n, name) {
  if (typeof n !== 'number') throw wrongType(name, 'of type number', n);
  if (!(n >= 0)) throw outOfRange(name, '>= 0', n);
}

function unhandled(error) {
  if (error instanceof Error) throw error;
  const text = require('internal/inspect').inspect(error);
  throw fault(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${text})`, { context: error });
}

// caught hands the rejection of an async listener to the emitter.
function caught(emitter, promise, type, args) {
  if (!promise || typeof promise.then !== 'function') return;
  promise.then(undefined, (error) => process.nextTick(() => {
    if (typeof emitter[rejection] === 'function') emitter[rejection](error, type, ...args);
    else emitter.emit('error', error);
  }));
}

function add(emitter, type, listener, prepend) {
  checkListener(listener);
  if (emitter._events === undefined) {
    emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (emitter._events.newListener !== undefined) {
    emitter.emit('newListener', type, listener.listener || listener);
  }
  const events = emitter._events;
  const old = events[type];
  if (old === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  const list = typeof old === 'function' ? [old] : old;
  if (prepend) list.unshift(listener);
  else list.push(listener);
  events[type] = list;
  warn(emitter, type, list);
  return emitter;
}

function warn(emitter, type, list) {
  const max = emitter.getMaxListeners();
  if (!(max > 0 && list.length > max) || list.warned) return;
  list.warned = true;
  const name = emitter.constructor && emitter.constructor.name;
  internalBinding('warn').warn(`MaxListenersExceededWarning: Possible EventEmitter memory leak detected. ${list.length} ` +
    `${String(type)} listeners added to [${name}]. Use emitter.setMaxListeners() to increase limit`);
}

function wrap(emitter, type, listener) {
  checkListener(listener);
  let fired = false;
  const wrapped = function (...args) {
    if (fired) return undefined;
    fired = true;
    emitter.removeListener(type, wrapped);
    return listener.apply(emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

function listeners(emitter, type) {
  const found = emitter._events === undefined ? undefined : emitter._events[type];
  if (found === undefined) return [];
  return typeof found === 'function' ? [found] : found.slice();
}

const is = (item, listener) => item === listener || item.listener === listener;

function remove(emitter, type, item) {
  const events = emitter._events;
  const list = events[type];
  if (list === item || list.length === 1) {
    delete events[type];
    emitter._eventsCount--;
  } else {
    // A running emit goes on with the list that it began with.
    const rest = list.slice();
    rest.splice(list.lastIndexOf(item), 1);
    rest.warned = list.warned;
    events[type] = rest;
  }
  if (events.removeListener !== undefined) emitter.emit('removeListener', type, item.listener || item);
}

function call(emitter, listener, type, args) {
  const result = listener.apply(emitter, args);
  if (result !== undefined && emitter[capture] === true) caught(emitter, result, type, args);
}

const prototype = EventEmitter.prototype;
prototype._events = undefined;
prototype._eventsCount = 0;
prototype._maxListeners = undefined;

prototype.setMaxListeners = function setMaxListeners(n) {
  checkMax(n, 'setMaxListeners');
  this._maxListeners = n;
  return this;
};

prototype.getMaxListeners = function getMaxListeners() {
  return this._maxListeners === undefined ? defaultMaxListeners : this._maxListeners;
};

prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
    if (events === undefined || events.error === undefined) unhandled(args[0]);
  }
  const found = events === undefined ? undefined : events[type];
  if (found === undefined) return false;
  if (typeof found === 'function') call(this, found, type, args);
  else {
    const list = found.slice();
    for (let i = 0; i < list.length; i++) call(this, list[i], type, args);
  }
  return true;
};

prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};
prototype.on = prototype.addListener;

prototype.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, true);
};

prototype.once = function once(type, listener) {
  return this.on(type, wrap(this, type, listener));
};

prototype.prependOnceListener = function prependOnceListener(type, listener) {
  return this.prependListener(type, wrap(this, type, listener));
};

prototype.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const found = listeners(this, type).reverse().find((item) => is(item, listener));
  if (found !== undefined) remove(this, type, found);
  return this;
};
prototype.off = prototype.removeListener;

prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      delete events[type];
      this._eventsCount--;
    }
    return this;
  }
  const types = arguments.length > 0 ? [type] : Reflect.ownKeys(events).filter((key) => key !== 'removeListener').concat('removeListener');
  for (const key of types) for (const item of listeners(this, key).reverse()) remove(this, key, item);
  return this;
};

prototype.listeners = function (type) {
  return listeners(this, type).map((item) => item.listener || item);
};

prototype.rawListeners = function rawListeners(type) {
  return listeners(this, type);
};

prototype.listenerCount = function listenerCount(type, listener) {
  const list = listeners(this, type);
  return listener == null ? list.length : list.filter((item) => is(item, listener)).length;
};

prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  enumerable: true,
  get: () => defaultMaxListeners,
  set(n) {
    checkMax(n, 'defaultMaxListeners');
    defaultMaxListeners = n;
  },
});

EventEmitter.EventEmitter = EventEmitter;
EventEmitter.errorMonitor = errorMonitor;
EventEmitter.captureRejectionSymbol = rejection;
EventEmitter.captureRejections = false;
EventEmitter.usingDomains = false;
EventEmitter.once = (emitter, type, options) => require('internal/events').once(emitter, type, options);
EventEmitter.on = (emitter, type, options) => require('internal/events').on(emitter, type, options);
EventEmitter.addAbortListener = (signal, listener) => require('internal/events').addAbortListener(signal, listener);
EventEmitter.getEventListeners = (emitter, type) => {
  if (typeof emitter.listeners === 'function') return emitter.listeners(type);
  const { EventTarget, listenersOf } = require('internal/event-target');
  if (emitter instanceof EventTarget) return listenersOf(emitter, type);
  throw wrongType('emitter', 'an instance of EventEmitter or EventTarget', emitter);
};
EventEmitter.getMaxListeners = (emitter) => emitter.getMaxListeners();
EventEmitter.listenerCount = (emitter, type) => emitter.listenerCount(type);
EventEmitter.setMaxListeners = (n = defaultMaxListeners, ...targets) => {
  checkMax(n, 'setMaxListeners');
  if (targets.length === 0) defaultMaxListeners = n;
  for (const target of targets) if (typeof target.setMaxListeners === 'function') target.setMaxListeners(n);
};
Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
  configurable: true,
  enumerable: true,
  get: () => require('internal/events-async').EventEmitterAsyncResource,
});

module.exports = EventEmitter;
