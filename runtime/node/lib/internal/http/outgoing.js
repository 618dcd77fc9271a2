'use strict';
// The headers of a message that goes out: https://nodejs.org/api/http.html#class-httpoutgoingmessage
const { Writable } = require('stream');
const { fault, wrongType } = require('internal/fault');
const { validateHeaderName, validateHeaderValue } = require('internal/http/headers');

function OutgoingMessage(options) {
  if (!(this instanceof OutgoingMessage)) return new OutgoingMessage(options);
  Writable.call(this, { ...options, autoDestroy: false });
  this._headers = new Map(); // lower-case name → [name, value]
  this.headersSent = false;
  this.sendDate = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.finished = false;
  this._trailer = '';
}
Object.setPrototypeOf(OutgoingMessage.prototype, Writable.prototype);
Object.setPrototypeOf(OutgoingMessage, Writable);

const sent = (what) => fault(Error, 'ERR_HTTP_HEADERS_SENT', `Cannot ${what} headers after they are sent to the client`);

OutgoingMessage.prototype.setHeader = function (name, value) {
  if (this.headersSent) throw sent('set');
  validateHeaderName(name);
  if (Array.isArray(value)) {
    for (const v of value) validateHeaderValue(name, v);
    value = value.slice();
  } else validateHeaderValue(name, value);
  this._headers.set(name.toLowerCase(), [name, value]);
  return this;
};

OutgoingMessage.prototype.appendHeader = function (name, value) {
  if (this.headersSent) throw sent('append');
  const old = this.getHeader(name);
  return this.setHeader(name, old === undefined ? value : [].concat(old, value));
};

OutgoingMessage.prototype.setHeaders = function (headers) {
  if (!headers || typeof headers.forEach !== 'function') {
    throw wrongType('headers', 'an instance of Headers or Map', headers);
  }
  headers.forEach((value, name) => this.setHeader(name, value));
  return this;
};

function lower(name) {
  if (typeof name !== 'string') throw wrongType('name', 'of type string', name);
  return name.toLowerCase();
}

OutgoingMessage.prototype.getHeader = function (name) {
  const entry = this._headers.get(lower(name));
  return entry && entry[1];
};

OutgoingMessage.prototype.hasHeader = function (name) {
  return this._headers.has(lower(name));
};

OutgoingMessage.prototype.removeHeader = function (name) {
  name = lower(name);
  if (this.headersSent) throw sent('remove');
  this._headers.delete(name);
};

OutgoingMessage.prototype.getHeaders = function () {
  const headers = Object.create(null);
  for (const [name, [, value]] of this._headers) headers[name] = value;
  return headers;
};

OutgoingMessage.prototype.getHeaderNames = function () {
  return [...this._headers.keys()];
};

OutgoingMessage.prototype.getRawHeaderNames = function () {
  return [...this._headers.values()].map(([name]) => name);
};

// addTrailers has an effect on a body that is sent in chunks over a connection of the
// script's own.
OutgoingMessage.prototype.addTrailers = function (headers) {
  const list = Array.isArray(headers) ? headers : Object.entries(headers);
  for (const [name, value] of list) {
    validateHeaderName(name, 'Trailer name');
    validateHeaderValue(name, value);
    this._trailer += `${name}: ${value}\r\n`;
  }
};

// _rawHeaders lists name, value, …; a list of values goes out as one header each, only
// cookies as one.
OutgoingMessage.prototype._rawHeaders = function () {
  const raw = [];
  for (const [key, [name, value]] of this._headers) {
    if (!Array.isArray(value)) raw.push(name, `${value}`);
    else if (key === 'cookie') raw.push(name, value.join('; '));
    else for (const v of value) raw.push(name, `${v}`);
  }
  return raw;
};

module.exports = { OutgoingMessage };
