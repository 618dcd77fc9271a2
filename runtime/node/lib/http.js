'use strict';
// https://nodejs.org/api/http.html, the client side of it.
const { fault } = require('internal/fault');
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

// A hook serves nothing.
function absent(name) {
  return function () {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `http.${name} is not available in this runtime`);
  };
}

module.exports = {
  METHODS,
  STATUS_CODES,
  Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server: absent('Server'),
  ServerResponse: absent('ServerResponse'),
  createServer: absent('createServer'),
  validateHeaderName,
  validateHeaderValue,
  request,
  get,
  maxHeaderSize: 16384,
  globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
};
