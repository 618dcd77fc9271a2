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

module.exports = {
  setTimeout,
  setImmediate,
  scheduler: { wait: (delay, options) => setTimeout(delay, undefined, options), yield: () => setImmediate() },
};
