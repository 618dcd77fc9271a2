'use strict';
// A request: https://nodejs.org/api/http.html#class-httpclientrequest
const { Writable } = require('stream');
const { fault } = require('internal/fault');
const { OutgoingMessage } = require('internal/http/outgoing');
const { IncomingMessage } = require('internal/http/incoming');
const { Socket } = require('internal/http/socket');
const { merge, complete, checkTimeout, isInsecure, warnAbout } = require('internal/http/options');
const binding = internalBinding('http');

// Methods whose body nobody expects: it is not sent in chunks.
const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function ClientRequest(input, options, callback, defaultAgent = require('http').globalAgent) {
  if (!(this instanceof ClientRequest)) return new ClientRequest(input, options, callback, defaultAgent);
  [options, callback] = merge(input, options, callback);
  const target = complete(options, options._defaultAgent || defaultAgent);
  OutgoingMessage.call(this);
  this.agent = target.agent;
  this.protocol = target.protocol;
  this.host = target.host;
  this.method = target.method;
  this.path = target.path;
  this.port = target.port;
  this.res = null;
  this.aborted = false;
  this.reusedSocket = false;
  this.maxHeadersCount = null;
  this._exchange = null;
  this._assigned = false; // whether 'socket' was emitted
  this._refusal = options.socketPath ? fault(Error, 'EACCES', `connect EACCES ${options.socketPath}`) : null;
  if (options.timeout !== undefined) this.timeout = checkTimeout(options.timeout);
  if (typeof callback === 'function') this.once('response', callback);
  this._setHeaders(options, target);
  this._insecure = isInsecure(options, target.agent);
  warnAbout(options);
  if (options.signal) this._follow(options.signal);
  this.socket = new Socket(this, target.protocol === 'https:');
  this.connection = this.socket;
  this.socket.on('timeout', () => this.emit('timeout'));
  process.nextTick(assigned, this);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function assigned(request) {
  if (request.destroyed) return;
  request._assigned = true;
  if (request.timeout) request.socket.setTimeout(request.timeout);
  request.emit('socket', request.socket);
}

ClientRequest.prototype._setHeaders = function (options, { host, port, defaultPort }) {
  const { headers } = options;
  if (Array.isArray(headers)) {
    const flat = Array.isArray(headers[0]) ? headers.flat() : headers;
    for (let i = 0; i + 1 < flat.length; i += 2) this.appendHeader(flat[i], flat[i + 1]);
  } else if (headers) for (const name of Object.keys(headers)) this.setHeader(name, headers[name]);
  if (!this.hasHeader('host') && options.setHost !== false) {
    const name = host.includes(':') && host[0] !== '[' ? `[${host}]` : host;
    this.setHeader('Host', port === defaultPort ? name : `${name}:${port}`);
  }
  if (options.auth && !this.hasHeader('authorization')) {
    this.setHeader('Authorization', `Basic ${require('buffer').Buffer.from(options.auth).toString('base64')}`);
  }
};

ClientRequest.prototype._follow = function (signal) {
  const abort = () => this.destroy(Object.assign(new Error('The operation was aborted', { cause: signal.reason }),
    { name: 'AbortError', code: 'ABORT_ERR' }));
  if (signal.aborted) process.nextTick(abort);
  else signal.addEventListener('abort', abort, { once: true });
};

// _begin sends the head. body is undefined, a string, bytes, or true for one that
// follows in pieces.
ClientRequest.prototype._begin = function (body) {
  if (this._exchange || this.destroyed) return;
  if (!this.hasHeader('connection')) {
    const keep = this.agent.keepAlive || Number.isFinite(this.agent.maxSockets);
    this.setHeader('Connection', keep ? 'keep-alive' : 'close');
  }
  const raw = this._rawHeaders();
  this.headersSent = true;
  this._header = `${this.method} ${this.path} HTTP/1.1\r\n`;
  this.socket._active();
  if (this._refusal) return this.destroy(this._refusal);
  this._exchange = binding.open(this.method, this.protocol.slice(0, -1), this.host.replace(/^\[|\]$/g, ''), this.port, this.path,
    raw, body, (err, ...head) => this._onHead(err, ...head), this._insecure);
  if (this.hasHeader('expect')) process.nextTick(() => this.emit('continue'));
};

ClientRequest.prototype._onHead = function (err, status, message, rawHeaders, version) {
  if (this.destroyed) return;
  if (err) return this.destroy(err);
  this.socket._active();
  const response = new IncomingMessage(this.socket, {
    read: (done) => this._exchange.read((...args) => {
      this.socket._active();
      done(...args);
    }),
    closed: () => this._responseClosed(),
  });
  [response.httpVersion, response.statusCode, response.statusMessage] = [version, status, message];
  [response.httpVersionMajor, response.httpVersionMinor] = version.split('.').map(Number);
  response.rawHeaders = rawHeaders;
  response.req = this;
  this.res = response;
  if (!this.emit('response', response)) response._dump();
};

// A connection that is not kept alive closes a little after the response.
ClientRequest.prototype._responseClosed = function () {
  const close = () => this.destroyed || Writable.prototype.destroy.call(this);
  const { headers, httpVersion } = this.res;
  const ends = httpVersion === '1.0' || [this.getHeader('connection'), headers.connection].includes('close');
  if (ends) require('timers').setImmediate(close);
  else close();
};

ClientRequest.prototype._write = function (chunk, encoding, done) {
  this._begin(true);
  if (!this._exchange) return; // destroyed
  this.socket._active();
  this._exchange.write(chunk, (err) => {
    this.socket._active();
    if (err && !this.res) this.destroy(err);
    else done();
  });
};

ClientRequest.prototype._final = function (done) {
  if (this._exchange) this._exchange.end();
  done();
};

// end with the whole body sends its length; a body in pieces goes in chunks.
ClientRequest.prototype.end = function (chunk, encoding, callback) {
  if (typeof chunk === 'function') [chunk, encoding, callback] = [null, undefined, chunk];
  else if (typeof encoding === 'function') [encoding, callback] = [undefined, encoding];
  const first = !this._exchange && !this.writableLength && !this.finished;
  if (first && (chunk === null || chunk === undefined || typeof chunk === 'string' || ArrayBuffer.isView(chunk))) {
    let body = chunk === null ? undefined : chunk;
    const plain = typeof body !== 'string' || !encoding || /^utf-?8$/i.test(encoding);
    if (!plain) body = require('buffer').Buffer.from(body, encoding);
    process.nextTick(() => this._begin(body));
    chunk = undefined;
  }
  this.finished = true;
  if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
  return Writable.prototype.end.call(this, callback);
};

ClientRequest.prototype.flushHeaders = function () {
  this._begin(bodiless.has(this.method) && !this.hasHeader('content-length') ? undefined : true);
};

ClientRequest.prototype.setTimeout = function (ms, callback) {
  ms = checkTimeout(ms);
  if (typeof callback === 'function') this.once('timeout', callback);
  this.timeout = ms;
  this.socket.setTimeout(ms);
  return this;
};

ClientRequest.prototype.abort = function () {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(() => this.emit('abort'));
  this.destroy();
};

ClientRequest.prototype._destroy = function (err, done) {
  const response = this.res;
  const quiet = this.aborted && !this._assigned;
  if (!response && !err && !quiet) err = fault(Error, 'ECONNRESET', 'socket hang up');
  if (this._exchange && !(response && response.complete)) this._exchange.abort();
  if (response && !response.destroyed && !response.complete) response.destroy();
  this.socket._closed();
  done(err);
};

ClientRequest.prototype.setNoDelay = function () {};
ClientRequest.prototype.setSocketKeepAlive = function () {};
ClientRequest.prototype.clearTimeout = function (callback) {
  return this.setTimeout(0, callback);
};
ClientRequest.prototype.onSocket = function () {};

module.exports = { ClientRequest };
