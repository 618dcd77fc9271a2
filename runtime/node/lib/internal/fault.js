'use strict';
// Errors as Node makes them: https://nodejs.org/api/errors.html

// fault makes an error with a code; its stack starts with the code, as in Node.
function fault(Base, code, message, props) {
  const err = new Base(message);
  err.code = code;
  return props ? Object.assign(err, props) : err;
}

// received says what an argument was, in Node's words.
function received(value) {
  if (value == null) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const maker = value.constructor;
    return maker && maker.name ? ` Received an instance of ${maker.name}` : ' Received [Object: null prototype] {}';
  }
  let text = String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  if (typeof value === 'string') text = `'${text}'`;
  if (typeof value === 'bigint') text += 'n';
  return ` Received type ${typeof value} (${text})`;
}

// kindOf says what a value is, in the same words.
const kindOf = (value) => received(value).slice(' Received '.length);

// wrongType is for an argument or an option ("options.agent" is called a property).
function wrongType(name, expected, value) {
  const kind = name.includes('.') ? 'property' : 'argument';
  const subject = name.endsWith(' argument') ? `The ${name}` : `The "${name}" ${kind}`;
  return fault(TypeError, 'ERR_INVALID_ARG_TYPE', `${subject} must be ${expected}.${received(value)}`);
}

function outOfRange(name, range, value) {
  return fault(RangeError, 'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${grouped(value)}`);
}

// grouped writes long integers as Node does: 1_099_511_627_776.
function grouped(value) {
  const suffix = typeof value === 'bigint' ? 'n' : '';
  const long = suffix ? value > 2n ** 32n || value < -(2n ** 32n) : Number.isInteger(value) && Math.abs(value) > 2 ** 32;
  return (long ? String(value).replace(/(\d)(?=(\d\d\d)+$)/g, '$1_') : String(value)) + suffix;
}

// checkInteger is for offsets and lengths.
function checkInteger(value, name, min, max) {
  if (typeof value !== 'number') throw wrongType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

module.exports = { fault, received, kindOf, wrongType, outOfRange, checkInteger };
