'use strict';
// https://nodejs.org/docs/latest-v20.x/api/assert.html#class-assertcalltracker (deprecated)
const { fault, checkInteger } = require('internal/fault');
const { AssertionError } = require('internal/assert/error');

class CallTracker {
  #all = [];
  #byFunction = new WeakMap();

  calls(f = () => {}, expected = 1) {
    if (typeof f === 'number') [f, expected] = [() => {}, f];
    checkInteger(expected, 'expected', 1, 2 ** 32 - 1);
    const context = { expected, calls: [], name: f.name || 'calls', stack: new Error() };
    const tracked = new Proxy(f, {
      apply(target, thisArg, args) {
        context.calls.push(Object.freeze({ thisArg, arguments: Object.freeze([...args]) }));
        return Reflect.apply(target, thisArg, args);
      },
    });
    this.#all.push(context);
    this.#byFunction.set(tracked, context);
    return tracked;
  }

  #find(tracked) {
    const context = this.#byFunction.get(tracked);
    if (context) return context;
    const { inspect } = require('internal/inspect');
    throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'tracked' is not a tracked function. Received ${inspect(tracked)}`);
  }

  getCalls(tracked) {
    return Object.freeze([...this.#find(tracked).calls]);
  }

  reset(tracked) {
    for (const context of tracked === undefined ? this.#all : [this.#find(tracked)]) context.calls = [];
  }

  report() {
    return this.#all.filter(({ calls, expected }) => calls.length !== expected).map(({ calls, expected, name, stack }) => ({
      message: `Expected the ${name} function to be executed ${expected} time(s) but was executed ${calls.length} time(s).`,
      actual: calls.length, expected, operator: name, stack,
    }));
  }

  verify() {
    const details = this.report();
    if (details.length === 0) return;
    const message = details.length === 1 ? details[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details });
  }
}

module.exports = { CallTracker };
