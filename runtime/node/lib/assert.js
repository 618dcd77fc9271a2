'use strict';
// https://nodejs.org/docs/latest-v20.x/api/assert.html
//
// One thing differs: assert.ok cannot show the expression that was false, since the
// source is not at hand; it says "false == true", as Node does for code without a file.
const { fault, wrongType } = require('internal/fault');
const { inspect } = require('internal/inspect');
const { isRegExp, isPromise } = require('internal/types');
const { isDeepEqual, isDeepStrictEqual } = require('internal/util/deep-equal');
const { AssertionError } = require('internal/assert/error');
const { nothing, fail: refuse, expectError, expectNone } = require('internal/assert/thrown');

function checkTruth(args) {
  const [value, message] = args;
  if (value) return;
  if (message instanceof Error) throw message;
  const given = args.length === 0 ? 'No value argument passed to `assert.ok()`' : message;
  const err = new AssertionError({ actual: value, expected: true, message: given, operator: '==' });
  err.generatedMessage = args.length === 0 || message == null;
  throw err;
}

function assert(...args) {
  checkTruth(args);
}

assert.fail = function fail(actual, expected, message, operator) {
  const count = arguments.length;
  if (count > 1) {
    process.emitWarning('assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead ' +
      'or only pass a message.', 'DeprecationWarning', 'DEP0094');
    if (count === 2) operator = '!=';
  } else [actual, message] = [undefined, actual == null ? 'Failed' : actual];
  if (message instanceof Error) throw message;
  const err = new AssertionError({ actual, expected, operator: operator === undefined ? 'fail' : operator, message });
  if (count <= 1 && message === 'Failed') err.generatedMessage = true;
  throw err;
};

assert.AssertionError = AssertionError;

assert.ok = function ok(...args) {
  checkTruth(args);
};

const isNaN = Number.isNaN;
// eslint-disable-next-line eqeqeq
const isLooselyEqual = (a, b) => a == b || (isNaN(a) && isNaN(b));

// comparison makes an assertion on two values. holds says when it is true.
function comparison(name, holds, operator = name) {
  const check = {
    [name](actual, expected, message) {
      if (arguments.length < 2) {
        throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified');
      }
      if (!holds(actual, expected)) refuse({ actual, expected, message, operator });
    },
  };
  assert[name] = check[name];
}

const not = (holds) => (a, b) => !holds(a, b);
comparison('equal', isLooselyEqual, '==');
comparison('notEqual', not(isLooselyEqual), '!=');
comparison('deepEqual', isDeepEqual);
comparison('notDeepEqual', not(isDeepEqual));
comparison('deepStrictEqual', isDeepStrictEqual);
comparison('notDeepStrictEqual', not(isDeepStrictEqual));
comparison('strictEqual', Object.is);
comparison('notStrictEqual', not(Object.is));

function caught(f) {
  if (typeof f !== 'function') throw wrongType('fn', 'of type function', f);
  try {
    f();
  } catch (e) {
    return e;
  }
  return nothing;
}

const isThenable = (v) => isPromise(v) ||
  (v !== null && typeof v === 'object' && typeof v.then === 'function' && typeof v.catch === 'function');

async function rejected(promise) {
  if (typeof promise === 'function') {
    promise = promise();
    if (!isThenable(promise)) {
      const got = require('internal/fault').kindOf(promise);
      throw fault(TypeError, 'ERR_INVALID_RETURN_VALUE',
        `Expected instance of Promise to be returned from the "promiseFn" function but got ${got}.`);
    }
  } else if (!isThenable(promise)) {
    throw wrongType('promiseFn', 'of type function or an instance of Promise', promise);
  }
  try {
    await promise;
  } catch (e) {
    return e;
  }
  return nothing;
}

assert.throws = function throws(f, ...args) {
  expectError(throws, caught(f), args);
};
assert.rejects = async function rejects(promise, ...args) {
  expectError(rejects, await rejected(promise), args);
};
assert.doesNotThrow = function doesNotThrow(f, ...args) {
  expectNone(doesNotThrow, caught(f), args);
};
assert.doesNotReject = async function doesNotReject(promise, ...args) {
  expectNone(doesNotReject, await rejected(promise), args);
};

assert.ifError = function ifError(err) {
  if (err === null || err === undefined) return;
  let text = inspect(err);
  if (typeof err === 'object' && typeof err.message === 'string') {
    text = err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  }
  throw new AssertionError({ actual: err, expected: null, operator: 'ifError', message: `ifError got unwanted exception: ${text}` });
};

function matching(caller, string, regexp, message, wanted) {
  if (!isRegExp(regexp)) throw wrongType('regexp', 'an instance of RegExp', regexp);
  if (typeof string === 'string' && (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) return;
  if (message instanceof Error) throw message;
  const expectation = wanted ? 'did not match' : 'was expected to not match';
  const generated = typeof string !== 'string'
    ? `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`
    : `The input ${expectation} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  const err = new AssertionError({ actual: string, expected: regexp, message: message || generated, operator: caller.name });
  err.generatedMessage = !message;
  throw err;
}

assert.match = function match(string, regexp, message) {
  matching(match, string, regexp, message, true);
};
assert.doesNotMatch = function doesNotMatch(string, regexp, message) {
  matching(doesNotMatch, string, regexp, message, false);
};

Object.defineProperty(assert, 'CallTracker', {
  get: () => require('internal/assert/tracker').CallTracker, enumerable: true, configurable: true,
});

function strict(...args) {
  checkTruth(args);
}
assert.strict = strict;
for (const name of Object.keys(assert)) {
  if (name !== 'strict') Object.defineProperty(strict, name, Object.getOwnPropertyDescriptor(assert, name));
}
Object.assign(strict, {
  equal: assert.strictEqual, deepEqual: assert.deepStrictEqual, notEqual: assert.notStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
strict.strict = strict;

module.exports = assert;
