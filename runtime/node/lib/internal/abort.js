'use strict';
// AbortController and AbortSignal: https://nodejs.org/api/globals.html#class-abortcontroller
const { fault, wrongType, outOfRange } = require('internal/fault');
const { Event, EventTarget, handler } = require('internal/event-target');
const { DOMException } = require('internal/dom-exception');

const token = Symbol('token'); // signals are made here only
let abort;

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;

  constructor(secret = undefined) {
    if (secret !== token) throw fault(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    super();
  }

  static {
    abort = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
      signal.dispatchEvent(new Event('abort'));
    };
  }

  get aborted() {
    return this.#aborted;
  }

  get reason() {
    return this.#reason;
  }

  throwIfAborted() {
    if (this.#aborted) throw this.#reason;
  }

  static abort(reason = undefined) {
    const signal = new AbortSignal(token);
    abort(signal, reason);
    return signal;
  }

  // timeout does not keep the run alive.
  static timeout(delay) {
    if (typeof delay !== 'number') throw wrongType('delay', 'of type number', delay);
    if (!Number.isInteger(delay) || delay < 0) throw outOfRange('delay', '>= 0 && <= 4294967295', delay);
    const signal = new AbortSignal(token);
    const expire = () => abort(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    const timer = require('timers').setTimeout(expire, delay);
    if (timer && timer.unref) timer.unref();
    return signal;
  }

  static any(signals) {
    if (signals === null || typeof signals !== 'object' || typeof signals[Symbol.iterator] !== 'function') {
      throw wrongType('signals', 'an instance of Array', signals);
    }
    const combined = new AbortSignal(token);
    const list = [...signals];
    const aborted = list.find((s) => s.aborted);
    if (aborted) abort(combined, aborted.reason);
    else for (const s of list) s.addEventListener('abort', () => abort(combined, s.reason), { once: true });
    return combined;
  }
}
handler(AbortSignal.prototype, 'abort');

class AbortController {
  #signal = new AbortSignal(token);

  get signal() {
    return this.#signal;
  }

  abort(reason = undefined) {
    abort(this.#signal, reason);
  }
}

for (const [C, names] of [[AbortSignal, ['aborted', 'reason', 'throwIfAborted']], [AbortController, ['signal', 'abort']]]) {
  Object.defineProperty(C.prototype, Symbol.toStringTag, { configurable: true, value: C.name });
  for (const name of names) Object.defineProperty(C.prototype, name, { enumerable: true });
}

module.exports = { AbortController, AbortSignal };
