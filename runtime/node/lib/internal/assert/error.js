'use strict';
// https://nodejs.org/docs/latest-v20.x/api/assert.html#class-assertassertionerror
const { wrongType } = require('internal/fault');
const { inspect } = require('internal/inspect');
const { texts, show, difference } = require('internal/assert/difference');

const custom = Symbol.for('nodejs.util.inspect.custom');
const strictly = new Set(['deepStrictEqual', 'strictEqual']);

class AssertionError extends Error {
  constructor(options) {
    if (options === null || typeof options !== 'object') throw wrongType('options', 'of type object', options);
    const { operator, details, message } = options;
    let { actual, expected } = options;
    if (message == null && isError(actual) && isError(expected)) [actual, expected] = [copy(actual), copy(expected)];
    super(text(actual, expected, operator, message));
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', { value: 'AssertionError', enumerable: false, writable: true, configurable: true });
    this.code = 'ERR_ASSERTION';
    this.actual = details ? undefined : actual;
    this.expected = details ? undefined : expected;
    this.operator = details ? undefined : operator;
    for (const [i, detail] of (details || []).entries()) {
      for (const part of ['message', 'actual', 'expected', 'operator']) this[`${part} ${i}`] = detail[part];
      this[`stack trace ${i}`] = detail.stack;
    }
    named(this);
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [custom](depth, context) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = shorten(actual);
    if (typeof expected === 'string') this.expected = shorten(expected);
    const result = inspect(this, { ...context, customInspect: false, depth: 0 });
    Object.assign(this, { actual, expected });
    return result;
  }
}

const isError = (value) => value instanceof Error && 'stack' in value;

// named gives the stack the head that Node's has: the name with the code, all of the message.
function named(err) {
  const { stack } = err;
  if (typeof stack !== 'string') return;
  const frames = stack.indexOf('\n    at ');
  const head = `AssertionError [ERR_ASSERTION]: ${err.message}`;
  Object.defineProperty(err, 'stack', {
    value: frames < 0 ? head : head + stack.slice(frames), writable: true, configurable: true, enumerable: false,
  });
}

// copy keeps the stack of an error out of the message.
function copy(err) {
  const same = Object.assign({ __proto__: Object.getPrototypeOf(err) }, err);
  return Object.defineProperty(same, 'message', { value: err.message });
}

function shorten(string) {
  const lines = string.split('\n', 11);
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  return string.length > 512 ? `${string.slice(512)}...` : string;
}

function text(actual, expected, operator, message) {
  if (strictly.has(operator)) return difference(actual, expected, operator, message == null ? '' : message);
  if (message != null) return String(message);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return same(actual, operator);
  return both(actual, expected, operator);
}

// same is for values that should differ: one of them is enough.
function same(actual, operator) {
  const refers = operator === 'notStrictEqual' && (typeof actual === 'function' || (typeof actual === 'object' && actual !== null));
  const head = refers ? texts.notStrictEqualObject : texts[operator];
  const lines = show(actual).split('\n');
  if (lines.length > 50) lines.splice(46, lines.length, '...');
  if (lines.length > 1) return `${head}\n\n${lines.join('\n')}\n`;
  return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
}

const cut = (string, most) => (string.length > most ? `${string.slice(0, most - 3)}...` : string);

function both(actual, expected, operator) {
  const [left, right] = [show(actual), show(expected)];
  if (operator === 'notDeepEqual' && left === right) return cut(`${texts.notDeepEqual}\n\n${left}`, 1024);
  const [a, b] = [cut(left, 512), cut(right, 512)];
  if (operator === 'deepEqual') return `${texts.deepEqual}\n\n${a}\n\nshould loosely deep-equal\n\n${b}`;
  if (operator === 'notDeepEqual') return `${texts.notDeepEqualUnequal}\n\n${a}\n\nshould not loosely deep-equal\n\n${b}`;
  return `${a} ${operator} ${b}`;
}

module.exports = { AssertionError };
