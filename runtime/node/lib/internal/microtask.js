'use strict';
// https://nodejs.org/api/globals.html#queuemicrotaskcallback
const { wrongType } = require('internal/fault');
const process = require('process');

const settled = Promise.resolve();
const { then } = Promise.prototype;
const { apply } = Reflect;

// queueMicrotask makes a promise job. What it throws is an uncaught exception and no
// rejection, so it reaches the loop by way of a tick.
function queueMicrotask(callback) {
  if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
  const job = () => {
    try {
      callback();
    } catch (err) {
      process.nextTick(() => { throw err; });
    }
  };
  apply(then, settled, [job]);
}

module.exports = { queueMicrotask };
