'use strict';
// Event and EventTarget: https://nodejs.org/api/events.html#eventtarget-and-event-api
const { fault, wrongType } = require('internal/fault');

const target = Symbol('target');
const dispatching = Symbol('dispatching');
const stopped = Symbol('stopped');

class Event {
  #type;
  #bubbles;
  #cancelable;
  #composed;
  #prevented = false;
  #propagation = true;
  #timeStamp = Date.now();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "type" argument must be specified');
    if (options !== undefined && options !== null && typeof options !== 'object') {
      throw wrongType('options', 'of type object', options);
    }
    const { bubbles, cancelable, composed } = options || {};
    this.#type = `${type}`;
    this.#bubbles = Boolean(bubbles);
    this.#cancelable = Boolean(cancelable);
    this.#composed = Boolean(composed);
    hidden(this, target, null);
    hidden(this, dispatching, false);
    hidden(this, stopped, false);
  }

  get type() {
    return this.#type;
  }
  get target() {
    return this[target];
  }
  get srcElement() {
    return this[target];
  }
  get currentTarget() {
    return this[dispatching] ? this[target] : null;
  }
  get eventPhase() {
    return this[dispatching] ? Event.AT_TARGET : Event.NONE;
  }
  get bubbles() {
    return this.#bubbles;
  }
  get cancelable() {
    return this.#cancelable;
  }
  get composed() {
    return this.#composed;
  }
  get defaultPrevented() {
    return this.#cancelable && this.#prevented;
  }
  get returnValue() {
    return !this.defaultPrevented;
  }
  get cancelBubble() {
    return !this.#propagation;
  }
  set cancelBubble(value) {
    if (value) this.#propagation = false;
  }
  get timeStamp() {
    return this.#timeStamp;
  }
  get isTrusted() {
    return false;
  }

  preventDefault() {
    this.#prevented = true;
  }
  stopPropagation() {
    this.#propagation = false;
  }
  stopImmediatePropagation() {
    this[stopped] = true;
  }
  composedPath() {
    return this[dispatching] ? [this[target]] : [];
  }
}

for (const [i, name] of ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].entries()) {
  Object.defineProperty(Event, name, { enumerable: true, value: i });
}
Object.defineProperty(Event.prototype, Symbol.toStringTag, { configurable: true, value: 'Event' });

function hidden(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true });
}

const flags = (options) => (typeof options === 'boolean' ? { capture: options } : options || {});

let listenersOf;

class EventTarget {
  #listeners = new Map(); // type → [{listener, capture, once, removed}]

  static {
    listenersOf = (eventTarget, type) => (eventTarget.#listeners.get(type) || []).map(({ listener }) => listener);
  }

  addEventListener(type, listener, options = undefined) {
    if (arguments.length < 2) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "type" and "listener" arguments must be specified');
    if (listener === null || listener === undefined) return;
    if (typeof listener !== 'function' && typeof listener !== 'object') {
      throw wrongType('listener', 'an instance of EventListener', listener);
    }
    const { once, capture, signal } = flags(options);
    if (signal && signal.aborted) return;
    type = `${type}`;
    const list = this.#listeners.get(type) || [];
    if (list.some((l) => l.listener === listener && l.capture === Boolean(capture))) return;
    this.#listeners.set(type, [...list, { listener, capture: Boolean(capture), once: Boolean(once), removed: false }]);
    if (signal) signal.addEventListener('abort', () => this.removeEventListener(type, listener, options), { once: true });
  }

  removeEventListener(type, listener, options = undefined) {
    type = `${type}`;
    const capture = Boolean(flags(options).capture);
    const list = this.#listeners.get(type) || [];
    const found = list.find((l) => l.listener === listener && l.capture === capture);
    if (found === undefined) return;
    found.removed = true;
    this.#listeners.set(type, list.filter((l) => l !== found));
  }

  dispatchEvent(event) {
    if (!(event instanceof Event)) throw wrongType('event', 'an instance of Event', event);
    if (event[dispatching]) throw fault(Error, 'ERR_EVENT_RECURSION', `The event "${event.type}" is already being dispatched`);
    event[target] = this;
    event[dispatching] = true;
    for (const l of this.#listeners.get(event.type) || []) {
      if (l.removed) continue;
      if (l.once) this.removeEventListener(event.type, l.listener, l.capture);
      this.#call(l.listener, event);
      if (event[stopped]) break;
    }
    event[dispatching] = false;
    return !event.defaultPrevented;
  }

  // What a listener throws is an uncaught exception; the other listeners still run.
  #call(listener, event) {
    try {
      const result = typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event);
      if (result && typeof result.then === 'function') result.then(undefined, later);
    } catch (err) {
      later(err);
    }
  }
}

const later = (err) => process.nextTick(() => {
  throw err;
});

Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, { configurable: true, value: 'EventTarget' });
for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) {
  Object.defineProperty(EventTarget.prototype, name, { enumerable: true });
}

// handler gives a class the property on<type>, which holds one listener.
function handler(prototype, type) {
  const key = Symbol(type);
  Object.defineProperty(prototype, `on${type}`, {
    configurable: true,
    enumerable: true,
    get() {
      return this[key] || null;
    },
    set(listener) {
      if (this[key]) this.removeEventListener(type, this[key]);
      hidden(this, key, typeof listener === 'function' ? listener : null);
      if (this[key]) this.addEventListener(type, this[key]);
    },
  });
}

module.exports = { listenersOf, Event, EventTarget, handler };
