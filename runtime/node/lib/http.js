'use strict';
// https://nodejs.org/api/http.html, the client side of it.
const { Server } = require('internal/net/server');
const { ClientRequest } = require('internal/http/client');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { Agent } = require('internal/http/agent');
const { STATUS_CODES, METHODS } = require('internal/http/status');
const { validateHeaderName, validateHeaderValue } = require('internal/http/headers');

function request(url, options, callback) {
  return new ClientRequest(url, options, callback, module.exports.globalAgent);
}

function get(url, options, callback) {
  const req = request(url, options, callback);
  req.end();
  return req;
}

// A hook serves nothing: servers exist, and throw when they are to listen.
function HttpServer(options, listener) {
  if (!(this instanceof HttpServer)) return new HttpServer(options, listener);
  Server.call(this);
  if (typeof options === 'function') listener = options;
  if (typeof listener === 'function') this.on('request', listener);
  Object.assign(this, { timeout: 0, keepAliveTimeout: 5000, headersTimeout: 60000, requestTimeout: 300000, maxHeadersCount: null });
}
Object.setPrototypeOf(HttpServer.prototype, Server.prototype);
Object.setPrototypeOf(HttpServer, Server);
HttpServer.prototype.setTimeout = function () {
  return this;
};
HttpServer.prototype.closeAllConnections = HttpServer.prototype.closeIdleConnections = function () {};

function ServerResponse(request, options) {
  if (!(this instanceof ServerResponse)) return new ServerResponse(request, options);
  OutgoingMessage.call(this, options);
  this.req = request;
  this.statusCode = 200;
  this.statusMessage = undefined;
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

module.exports = {
  METHODS,
  STATUS_CODES,
  Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server: HttpServer,
  ServerResponse,
  createServer: (options, listener) => new HttpServer(options, listener),
  validateHeaderName,
  validateHeaderValue,
  request,
  get,
  maxHeaderSize: 16384,
  setMaxIdleHTTPParsers() {},
  globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
};
