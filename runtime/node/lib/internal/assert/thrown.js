'use strict';
// What assert.throws and its kin say of the error that they caught.
const { fault, wrongType } = require('internal/fault');
const { inspect } = require('internal/inspect');
const { isRegExp, isNativeError } = require('internal/types');
const { isDeepStrictEqual } = require('internal/util/deep-equal');
const { AssertionError } = require('internal/assert/error');

const nothing = Symbol('nothing was thrown');
const isErrorClass = (f) => Object.prototype.isPrototypeOf.call(Error, f);
const isError = (value) => isNativeError(value) || value instanceof Error;
const expectedKinds = 'of type function or an instance of Error, RegExp, or Object';

function fail(options) {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

// expectError checks what caller (assert.throws, assert.rejects) caught.
function expectError(caller, actual, args) {
  let [error, message] = args;
  if (typeof error === 'string') {
    if (args.length === 2) throw wrongType('error', expectedKinds, error);
    ambiguous(actual, error);
    [error, message] = [undefined, error];
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw wrongType('error', expectedKinds, error);
  }
  if (actual === nothing) {
    const named = error && error.name ? ` (${error.name})` : '';
    const kind = caller.name === 'rejects' ? 'rejection' : 'exception';
    fail({
      actual: undefined, expected: error, operator: caller.name,
      message: `Missing expected ${kind}${named}${message ? `: ${message}` : '.'}`,
    });
  }
  if (error) match(actual, error, message, caller);
}

// ambiguous refuses a message that is the error's own: was it meant to be compared?
function ambiguous(actual, text) {
  const isObject = typeof actual === 'object' && actual !== null;
  if ((isObject ? actual.message : actual) !== text) return;
  const what = isObject ? `The error message "${text}" is identical to the message.` : `The error "${text}" is identical to the message.`;
  throw fault(TypeError, 'ERR_AMBIGUOUS_ARGUMENT', `The "error/message" argument is ambiguous. ${what}`);
}

function match(actual, expected, message, caller) {
  if (typeof expected === 'function') {
    matchFunction(actual, expected, message, caller);
  } else if (isRegExp(expected)) {
    const text = String(actual);
    if (!test(expected, text)) {
      refuse(actual, expected, message, caller, () =>
        `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
    }
  } else if (typeof actual !== 'object' || actual === null) {
    const err = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual' });
    err.operator = caller.name;
    throw err;
  } else matchObject(actual, expected, message, caller);
}

const test = (pattern, text) => RegExp.prototype.exec.call(pattern, text) !== null;

function refuse(actual, expected, message, caller, generate) {
  const err = new AssertionError({ actual, expected, message: message || generate(), operator: caller.name });
  if (message instanceof Error) err.message = String(message);
  err.generatedMessage = !message;
  throw err;
}

function matchFunction(actual, expected, message, caller) {
  if (expected.prototype !== undefined && actual instanceof expected) return;
  if (isErrorClass(expected)) refuse(actual, expected, message, caller, () => wrongClass(actual, expected));
  const answer = Reflect.apply(expected, {}, [actual]);
  if (answer === true) return;
  refuse(actual, expected, message, caller, () => {
    const name = expected.name ? `"${expected.name}" ` : '';
    const caught = isError(actual) ? `\n\nCaught error:\n\n${actual}` : '';
    return `The ${name}validation function is expected to return "true". Received ${inspect(answer)}${caught}`;
  });
}

function wrongClass(actual, expected) {
  const start = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${start}"${inspect(actual, { depth: -1 })}"`;
  const name = (actual.constructor && actual.constructor.name) || actual.name;
  const which = name === expected.name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return start + which + (actual.message ? `\n\nError message:\n\n${actual.message}` : '');
}

// Comparison shows, of an error, only what was asked for.
class Comparison {
  constructor(object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue;
      const matches = actual !== undefined && typeof actual[key] === 'string' && isRegExp(object[key]) && test(object[key], actual[key]);
      this[key] = matches ? actual[key] : object[key];
    }
  }
}

function matchObject(actual, expected, message, caller) {
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) {
    throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'error' may not be an empty object. Received ${inspect(expected)}`);
  }
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) && test(expected[key], actual[key])) continue;
    if (key in actual && isDeepStrictEqual(actual[key], expected[key])) continue;
    if (message) fail({ actual, expected, message, operator: caller.name });
    const err = new AssertionError({
      actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual), operator: 'deepStrictEqual',
    });
    throw Object.assign(err, { actual, expected, operator: caller.name });
  }
}

// expectNone is for doesNotThrow and doesNotReject.
function expectNone(caller, actual, [error, message]) {
  if (actual === nothing) return;
  if (typeof error === 'string') [error, message] = [undefined, error];
  if (error && !isExpected(actual, error)) throw actual;
  const kind = caller.name === 'doesNotReject' ? 'rejection' : 'exception';
  fail({
    actual, expected: error, operator: caller.name,
    message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual && actual.message}"`,
  });
}

function isExpected(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return test(expected, String(actual));
    throw wrongType('expected', 'of type function or an instance of RegExp', expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  return !isErrorClass(expected) && Reflect.apply(expected, {}, [actual]) === true;
}

module.exports = { nothing, fail, expectError, expectNone };
