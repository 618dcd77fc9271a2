'use strict';
// What the parts of crypto share: checks of arguments in Node's words, bytes in and out.
const { fault, wrongType, outOfRange, checkInteger } = require('internal/fault');

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
const isText = (value) => typeof value === 'string' || isBytes(value);

const bytesKinds = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
const keyKinds = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey';

// bytesOf is what the binding takes as bytes: a string in an encoding, or bytes.
function bytesOf(value, name, encoding) {
  if (typeof value === 'string') return decode(value, encoding);
  if (isBytes(value)) return value;
  throw wrongType(name, bytesKinds, value);
}

function decode(text, encoding) {
  const utf8 = !encoding || encoding === 'buffer' || /^utf-?8$/i.test(encoding);
  return utf8 ? text : require('buffer').Buffer.from(text, encoding);
}

// written is what update of a digest, cipher or signature takes. An encoding that does
// not exist is UTF-8 there.
function written(data, encoding) {
  if (typeof data !== 'string') return data;
  const { Buffer } = require('buffer');
  if (!encoding || !Buffer.isEncoding(encoding)) return data;
  if (/^hex$/i.test(encoding) && data.length % 2 !== 0) {
    throw invalidValue('encoding', encoding, `is invalid for data of length ${data.length}`);
  }
  return decode(data, encoding);
}

const buffer = (bytes) => require('buffer').Buffer.from(bytes);

// encode gives bytes as a Buffer, or as a string if there is an encoding.
function encode(bytes, encoding) {
  const made = buffer(bytes);
  return encoding && encoding !== 'buffer' ? made.toString(encoding) : made;
}

function invalidValue(name, value, reason = 'is invalid') {
  let shown = require('internal/inspect').inspect(value);
  if (shown.length > 128) shown = `${shown.slice(0, 128)}...`;
  const kind = name.includes('.') ? 'property' : 'argument';
  return fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The ${kind} '${name}' ${reason}. Received ${shown}`);
}

function checkString(value, name) {
  if (typeof value !== 'string') throw wrongType(name, 'of type string', value);
}

function checkFunction(value, name = 'callback') {
  if (typeof value !== 'function') throw wrongType(name, 'of type function', value);
}

function checkObject(value, name) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrongType(name, 'of type object', value);
}

function checkOneOf(value, name, allowed) {
  if (allowed.includes(value)) return;
  const list = allowed.map((v) => (typeof v === 'string' ? `'${v}'` : String(v))).join(', ');
  throw invalidValue(name, value, `must be one of: ${list}`);
}

const checkInt32 = (value, name, min = -(2 ** 31), max = 2 ** 31 - 1) => checkInteger(value, name, min, max);

// done makes the last argument of a binding from a callback, which is called with no
// receiver, and with what wrap makes of the value.
function done(callback, wrap = (value) => value) {
  if (callback === undefined) return undefined;
  return (err, value) => {
    if (err) callback(err);
    else callback(null, wrap(value));
  };
}

module.exports = {
  fault, wrongType, outOfRange, invalidValue, checkInteger, checkInt32, checkString, checkFunction, checkObject, checkOneOf,
  isBytes, isText, bytesKinds, keyKinds, bytesOf, written, decode, buffer, encode, done,
};
