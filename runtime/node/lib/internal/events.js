'use strict';
// once, on and addAbortListener of the events module.
const { fault, wrongType } = require('internal/fault');

function aborted(signal) {
  return fault(Error, 'ABORT_ERR', 'The operation was aborted', { name: 'AbortError', cause: signal.reason });
}

function signalOf(options) {
  const { signal } = options;
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw wrongType('options.signal', 'an instance of AbortSignal', signal);
  }
  if (signal && signal.aborted) throw aborted(signal);
  return signal;
}

// listen adds to an EventEmitter or an EventTarget and returns what removes again.
function listen(emitter, type, listener) {
  if (typeof emitter.on === 'function') {
    emitter.on(type, listener);
    return () => emitter.removeListener(type, listener);
  }
  if (typeof emitter.addEventListener !== 'function') throw wrongType('emitter', 'an instance of EventEmitter', emitter);
  emitter.addEventListener(type, listener);
  return () => emitter.removeEventListener(type, listener);
}

async function once(emitter, type, options = {}) {
  const signal = signalOf(options);
  return new Promise((resolve, reject) => {
    const removers = [];
    const settle = (f, value) => {
      for (const remove of removers) remove();
      f(value);
    };
    removers.push(listen(emitter, type, (...args) => settle(resolve, args)));
    if (type !== 'error' && typeof emitter.on === 'function') {
      removers.push(listen(emitter, 'error', (error) => settle(reject, error)));
    }
    if (signal) removers.push(listen(signal, 'abort', () => settle(reject, aborted(signal))));
  });
}

function on(emitter, type, options = {}) {
  const signal = signalOf(options);
  const values = [];
  const waiting = [];
  const removers = [];
  let failure = null;
  let finished = false;

  const give = (value) => (waiting.length > 0 ? waiting.shift().resolve({ value, done: false }) : values.push(value));
  const finish = () => {
    finished = true;
    for (const remove of removers.splice(0)) remove();
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  };
  const fail = (error) => {
    if (waiting.length > 0) waiting.shift().reject(error);
    else failure = { error };
    finish();
  };

  removers.push(listen(emitter, type, (...args) => give(args)));
  if (type !== 'error' && typeof emitter.on === 'function') removers.push(listen(emitter, 'error', fail));
  for (const close of options.close || []) removers.push(listen(emitter, close, finish));
  if (signal) removers.push(listen(signal, 'abort', () => fail(aborted(signal))));

  return {
    next() {
      if (values.length > 0) return Promise.resolve({ value: values.shift(), done: false });
      if (failure) {
        const { error } = failure;
        failure = null;
        return Promise.reject(error);
      }
      if (finished) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: finish,
    throw: fail,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function addAbortListener(signal, listener) {
  if (signal === undefined) throw wrongType('signal', 'an instance of AbortSignal', signal);
  if (typeof listener !== 'function') throw wrongType('listener', 'of type function', listener);
  let remove = () => {};
  if (signal.aborted) Promise.resolve().then(() => listener());
  else {
    signal.addEventListener('abort', listener, { once: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return { [Symbol.dispose]: () => remove() };
}

module.exports = { once, on, addAbortListener };
