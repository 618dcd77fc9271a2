'use strict';
// https://nodejs.org/api/https.html, the client side of it.
const { fault } = require('internal/fault');
const { ClientRequest } = require('internal/http/client');
const { HttpsAgent } = require('internal/http/agent');

function request(url, options, callback) {
  return new ClientRequest(url, options, callback, module.exports.globalAgent);
}

function get(url, options, callback) {
  const req = request(url, options, callback);
  req.end();
  return req;
}

function absent(name) {
  return function () {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `https.${name} is not available in this runtime`);
  };
}

module.exports = {
  Agent: HttpsAgent,
  Server: absent('Server'),
  createServer: absent('createServer'),
  request,
  get,
  globalAgent: new HttpsAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
};
