'use strict';
// https://nodejs.org/api/timers.html#timers-promises-api
const { fault, wrongType } = require('internal/fault');
const timers = require('timers');

// wait makes a promise that start's callback fulfils, or that a signal rejects.
function wait(value, options, start, clear) {
  if (options === null || typeof options !== 'object') return Promise.reject(wrongType('options', 'of type object', options));
  const { signal, ref = true } = options;
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    return Promise.reject(wrongType('options.signal', 'an instance of AbortSignal', signal));
  }
  if (typeof ref !== 'boolean') return Promise.reject(wrongType('options.ref', 'of type boolean', ref));
  if (signal && signal.aborted) return Promise.reject(aborted(signal));
  let abort;
  const done = new Promise((resolve, reject) => {
    const timer = start(() => resolve(value));
    if (!ref) timer.unref();
    abort = () => {
      clear(timer);
      reject(aborted(signal));
    };
  });
  if (!signal) return done;
  signal.addEventListener('abort', abort);
  return done.finally(() => signal.removeEventListener('abort', abort));
}

function aborted(signal) {
  const err = fault(Error, 'ABORT_ERR', 'The operation was aborted');
  err.name = 'AbortError';
  err.cause = signal.reason;
  return err;
}

function setTimeout(delay = undefined, value = undefined, options = {}) {
  return wait(value, options, (done) => timers.setTimeout(done, delay), timers.clearTimeout);
}

function setImmediate(value = undefined, options = {}) {
  return wait(value, options, timers.setImmediate, timers.clearImmediate);
}

// setInterval gives value at every interval, and loses no tick that nobody waited for.
function setInterval(delay = undefined, value = undefined, options = {}) {
  internalBinding('symbols');
  const { signal, ref = true } = options;
  let [due, timer, waiting, ended] = [0, undefined, undefined, false];
  const start = () => {
    timer = timers.setInterval(() => {
      due++;
      if (waiting) waiting();
    }, delay);
    if (!ref) timer.unref();
    if (signal) signal.addEventListener('abort', stop, { once: true });
  };
  const stop = () => {
    timers.clearInterval(timer);
    if (signal) signal.removeEventListener('abort', stop);
    if (waiting) waiting();
  };
  return {
    async next() {
      if (ended) return { value: undefined, done: true };
      if (signal && signal.aborted) {
        ended = true;
        throw aborted(signal);
      }
      if (timer === undefined) start();
      if (due === 0) await new Promise((resolve) => { waiting = resolve; });
      waiting = undefined;
      if (signal && signal.aborted) return this.next();
      due--;
      return { value, done: false };
    },
    async return(result) {
      ended = true;
      stop();
      return { value: result, done: true };
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

module.exports = {
  setTimeout,
  setInterval,
  setImmediate,
  scheduler: { wait: (delay, options) => setTimeout(delay, undefined, options), yield: () => setImmediate() },
};
