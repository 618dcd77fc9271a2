'use strict';
// The rules for headers: https://nodejs.org/api/http.html#messageheaders
const { fault } = require('internal/fault');

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const badValue = /[^\t\x20-\x7e\x80-\xff]/;

function validateHeaderName(name, label) {
  if (typeof name === 'string' && token.test(name)) return;
  throw fault(TypeError, 'ERR_INVALID_HTTP_TOKEN', `${label || 'Header name'} must be a valid HTTP token ["${name}"]`);
}

function validateHeaderValue(name, value) {
  if (value === undefined) {
    throw fault(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', `Invalid value "${value}" for header "${name}"`);
  }
  if (badValue.test(value)) {
    throw fault(TypeError, 'ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`);
  }
}

// Of these a second one is dropped; of the others the values are joined.
const single = new Set(['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
  'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'referer',
  'retry-after', 'server', 'user-agent']);

// join makes message.headers of message.rawHeaders.
function join(raw) {
  const headers = {};
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    const value = raw[i + 1];
    const known = Object.prototype.hasOwnProperty.call(headers, name);
    if (name === 'set-cookie') {
      if (known) headers[name].push(value);
      else headers[name] = [value];
    } else if (!known) define(headers, name, value);
    else if (!single.has(name)) headers[name] += (name === 'cookie' ? '; ' : ', ') + value;
  }
  return headers;
}

// define is safe for the name __proto__.
function define(headers, name, value) {
  Object.defineProperty(headers, name, { configurable: true, enumerable: true, writable: true, value });
}

function distinct(raw) {
  const headers = {};
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    if (Object.prototype.hasOwnProperty.call(headers, name)) headers[name].push(raw[i + 1]);
    else define(headers, name, [raw[i + 1]]);
  }
  return headers;
}

module.exports = { validateHeaderName, validateHeaderValue, join, distinct };
