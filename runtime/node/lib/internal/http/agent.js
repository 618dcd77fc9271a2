'use strict';
// Agents. They say whether a connection is kept alive and for which protocol they are;
// the pool of connections is the platform's. https://nodejs.org/api/http.html#class-httpagent
const EventEmitter = require('events');
const { fault } = require('internal/fault');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.requests = Object.create(null);
  this.sockets = Object.create(null);
  this.freeSockets = Object.create(null);
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

// addRequest is what Node looks for to know an agent. Requests do not pass through it.
Agent.prototype.addRequest = function () {};
Agent.prototype.createConnection = function () {
  throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'agent.createConnection is not available in this runtime');
};
Agent.prototype.getName = function (options = {}) {
  const family = options.family === 4 || options.family === 6 ? `:${options.family}` : '';
  return `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}${family}`;
};
Agent.prototype.keepSocketAlive = () => true;
Agent.prototype.reuseSocket = function () {};
Agent.prototype.removeSocket = function () {};
Agent.prototype.destroy = function () {};

function HttpsAgent(options) {
  if (!(this instanceof HttpsAgent)) return new HttpsAgent(options);
  Agent.call(this, options);
  this.defaultPort = 443;
  this.protocol = 'https:';
  this.maxCachedSessions = 100;
}
Object.setPrototypeOf(HttpsAgent.prototype, Agent.prototype);
Object.setPrototypeOf(HttpsAgent, Agent);

module.exports = { Agent, HttpsAgent };
