'use strict';
// https://nodejs.org/api/https.html, the client side of it.
const { Server } = require('http');
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

function HttpsServer(options, listener) {
  if (!(this instanceof HttpsServer)) return new HttpsServer(options, listener);
  Server.call(this, options, listener);
}
Object.setPrototypeOf(HttpsServer.prototype, Server.prototype);
Object.setPrototypeOf(HttpsServer, Server);

module.exports = {
  Agent: HttpsAgent,
  Server: HttpsServer,
  createServer: (options, listener) => new HttpsServer(options, listener),
  request,
  get,
  globalAgent: new HttpsAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
};
