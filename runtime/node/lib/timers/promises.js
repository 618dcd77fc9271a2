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
  return new Promise((resolve, reject) => {
    const timer = start(() => {
      if (signal) signal.removeEventListener('abort', abort);
      resolve(value);
    });
    if (!ref) timer.unref();
    function abort() {
      clear(timer);
      reject(aborted(signal));
    }
    if (signal) signal.addEventListener('abort', abort, { once: true });
  });
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
