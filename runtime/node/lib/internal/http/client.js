'use strict';
// A request: https://nodejs.org/api/http.html#class-httpclientrequest
const { Writable } = require('stream');
const { fault } = require('internal/fault');
const { join } = require('internal/http/headers');
const { OutgoingMessage } = require('internal/http/outgoing');
const { IncomingMessage } = require('internal/http/incoming');
const { Socket } = require('internal/http/socket');
const { merge, complete, checkTimeout, isInsecure, ownConnection } = require('internal/http/options');
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
  this.shouldKeepAlive = Boolean(this.agent && (this.agent.keepAlive || Number.isFinite(this.agent.maxSockets)));
  this._exchange = null;
  this._assigned = false; // whether 'socket' was emitted
  this._refusal = options.socketPath ? fault(Error, 'EACCES', `connect EACCES ${options.socketPath}`) : null;
  if (options.timeout !== undefined) this.timeout = checkTimeout(options.timeout);
  if (typeof callback === 'function') this.once('response', callback);
  this._setHeaders(options, target);
  if (options.signal) this._follow(options.signal);
  this.socket = null;
  this._own = !this._refusal && (ownConnection(options, target.agent, this.method) || this.hasHeader('upgrade') || this.hasHeader('expect'));
  if (this._own) return connect(this, { ...options, host: this.host, port: this.port, method: this.method, path: this.path }, target);
  this._insecure = isInsecure(options, target.agent);
  this._setSocket(new Socket(this, target.protocol === 'https:'));
  process.nextTick(assigned, this);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

// connect asks the agent, or the script, for a connection.
function connect(request, options, { agent }) {
  options = { __proto__: null, ...options, agent, path: options.socketPath || null };
  delete options.signal; // it is the request's
  if (request.hasHeader('expect')) process.nextTick(() => request.flushHeaders());
  if (agent) {
    agent.addRequest(request, options);
    return;
  }
  let called = false;
  const created = (err, socket) => {
    if (called) return;
    called = true;
    if (err) process.nextTick(() => request.destroy(err));
    else request.onSocket(socket);
  };
  const make = options.createConnection || require(request.protocol === 'https:' ? 'tls' : 'net').connect;
  const socket = make(options, created);
  if (socket) created(null, socket);
}

// onSocket is how an agent gives the request its connection.
ClientRequest.prototype.onSocket = function (socket, err) {
  process.nextTick(() => {
    if (this.destroyed || err) {
      if (err) this.destroy(err);
      if (socket && !socket.destroyed) socket.destroy();
      return;
    }
    if (!this._own || this._assigned) return;
    this._setSocket(socket);
    socket._httpMessage = this;
    assigned(this);
    if (this._exchange) this._exchange.attach(socket);
  });
};

ClientRequest.prototype._setSocket = function (socket) {
  this.socket = this.connection = socket;
  this._onIdle = () => this.emit('timeout');
  socket.on('timeout', this._onIdle);
};

// _touch starts the idle time of the platform's connection anew; a socket does it itself.
ClientRequest.prototype._touch = function () {
  if (!this._own) this.socket._active();
};

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
  if (!this.hasHeader('connection')) this.setHeader('Connection', this.shouldKeepAlive ? 'keep-alive' : 'close');
  else if (/close/i.test(this.getHeader('connection'))) this.shouldKeepAlive = false;
  if (this._own) return this._beginOwn(body);
  const raw = this._rawHeaders();
  this.headersSent = true;
  this._header = `${this.method} ${this.path} HTTP/1.1\r\n`;
  this._touch();
  if (this._refusal) return this.destroy(this._refusal);
  this._exchange = binding.open(this.method, this.protocol.slice(0, -1), this.host.replace(/^\[|\]$/g, ''), this.port, this.path,
    raw, body, (err, ...head) => this._onHead(err, ...head), this._insecure);
};

// _beginOwn writes the head itself, with the framing that Node chooses.
ClientRequest.prototype._beginOwn = function (body) {
  const { Wire } = require('internal/http/wire');
  let chunked = false;
  if (this.hasHeader('transfer-encoding')) chunked = /chunked\s*$/i.test(this.getHeader('transfer-encoding'));
  else if (!this.hasHeader('content-length') && !bodiless.has(this.method)) {
    if (body !== true) this.setHeader('Content-Length', lengthOf(body));
    else {
      this.setHeader('Transfer-Encoding', 'chunked');
      chunked = true;
    }
  }
  this.chunkedEncoding = chunked;
  const raw = this._rawHeaders();
  let head = `${this.method} ${this.path} HTTP/1.1\r\n`;
  for (let i = 0; i < raw.length; i += 2) head += `${raw[i]}: ${raw[i + 1]}\r\n`;
  this.headersSent = true;
  this._header = `${head}\r\n`;
  this._exchange = new Wire(this, this._header, chunked);
  if (this.socket) this._exchange.attach(this.socket);
  if (body === true) return;
  if (body !== undefined) this._exchange.write(typeof body === 'string' ? require('buffer').Buffer.from(body) : body, () => {});
  this._exchange.end();
};

function lengthOf(body) {
  if (body === undefined) return 0;
  return typeof body === 'string' ? require('buffer').Buffer.byteLength(body) : body.byteLength;
}

// _onInformation is told of a response that another one follows.
ClientRequest.prototype._onInformation = function ({ status, message, raw, version }) {
  if (status === 100) this.emit('continue');
  const [major, minor] = version.split('.').map(Number);
  this.emit('information', { statusCode: status, statusMessage: message, httpVersion: version, httpVersionMajor: major, httpVersionMinor: minor,
    headers: join(raw), rawHeaders: raw });
};

// _onUpgrade is told of a connection that no longer speaks HTTP.
ClientRequest.prototype._onUpgrade = function ({ status, message, raw, version }, socket, rest) {
  const response = this._makeResponse(status, message, raw, version, null);
  response.complete = true;
  socket.removeListener('timeout', this._onIdle);
  socket._httpMessage = null;
  if (this.timeout) socket.setTimeout(0);
  socket.emit('agentRemove');
  this.upgradeOrConnect = true;
  const event = this.method === 'CONNECT' ? 'connect' : 'upgrade';
  const heard = this.emit(event, response, socket, rest);
  if (!heard) socket.destroy();
  Writable.prototype.destroy.call(this);
};

// _broken is told that the connection broke after the head had come.
ClientRequest.prototype._broken = function (err) {
  if (this.res && !this.res.complete) this.res.destroy(err);
  Writable.prototype.destroy.call(this);
};

ClientRequest.prototype._onHead = function (err, status, message, rawHeaders, version) {
  if (this.destroyed) return;
  if (err) return this.destroy(err);
  this._touch();
  const response = this._makeResponse(status, message, rawHeaders, version, {
    read: (done) => this._exchange.read((...args) => {
      this._touch();
      done(...args);
    }),
    closed: () => this._responseClosed(),
  });
  if (!this.emit('response', response)) response._dump();
};

ClientRequest.prototype._makeResponse = function (status, message, rawHeaders, version, source) {
  const response = new IncomingMessage(this.socket, source);
  [response.httpVersion, response.statusCode, response.statusMessage] = [version, status, message];
  [response.httpVersionMajor, response.httpVersionMinor] = version.split('.').map(Number);
  response.rawHeaders = rawHeaders;
  response.req = this;
  this.res = response;
  return response;
};

// A connection that is not kept alive closes a little after the response.
ClientRequest.prototype._responseClosed = function () {
  const close = () => this.destroyed || Writable.prototype.destroy.call(this);
  const { headers, httpVersion } = this.res;
  const ends = httpVersion === '1.0' || [this.getHeader('connection'), headers.connection].includes('close');
  if (ends) require('timers').setImmediate(close);
  else if (this._own && !this.writableFinished) this.once('finish', close);
  else close();
};

ClientRequest.prototype._write = function (chunk, encoding, done) {
  if (!this._exchange && chunk.length === 0 && bodiless.has(this.method)) return done(); // no body at all
  this._begin(true);
  if (!this._exchange) return; // destroyed
  this._touch();
  this._exchange.write(chunk, (err) => {
    this._touch();
    if (err && !this.res) this.destroy(err);
    else done();
  });
};

ClientRequest.prototype._final = function (done) {
  if (this._exchange) this._exchange.end(this._trailer);
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
  if (this.socket) this.socket.setTimeout(ms);
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
  const whole = this.upgradeOrConnect || (response && response.complete);
  if (!whole && this._exchange) this._exchange.abort();
  if (response && !response.destroyed && !response.complete) response.destroy();
  if (!this._own) this.socket._closed();
  else if (this.socket) {
    this.socket.removeListener('timeout', this._onIdle);
    if (!whole) this.socket.destroy();
  }
  done(err);
};

for (const [name, method] of [['setNoDelay', 'setNoDelay'], ['setSocketKeepAlive', 'setKeepAlive']]) {
  ClientRequest.prototype[name] = function (...args) {
    const set = () => this.socket && typeof this.socket[method] === 'function' && this.socket[method](...args);
    if (this._assigned) set();
    else this.once('socket', set);
  };
}
ClientRequest.prototype.clearTimeout = function (callback) {
  return this.setTimeout(0, callback);
};

module.exports = { ClientRequest };
