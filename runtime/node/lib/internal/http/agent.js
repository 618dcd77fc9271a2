'use strict';
// Agents: https://nodejs.org/api/http.html#class-httpagent
//
// A request whose agent is one of these as they are goes out on the platform's
// connections, which are pooled from run to run. An agent with methods of its own, or
// certificates, makes its connections here, and keeps them until the run ends.
const EventEmitter = require('events');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null; // don't confuse net
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
  this.on('free', (socket, options) => freed(this, socket, options));
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

Agent.prototype.createConnection = function (...args) {
  return require('net').createConnection(...args);
};

// addRequest finds a socket for the request.
Agent.prototype.addRequest = function (request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = withServername({ __proto__: null, ...options, ...this.options }, request);
  if (options.socketPath) options.path = options.socketPath;
  const name = this.getName(options);
  const free = this.freeSockets[name] || [];
  let socket;
  while (free.length > 0 && !socket) {
    socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (socket.destroyed) socket = undefined;
  }
  if (free.length === 0) delete this.freeSockets[name];
  this.sockets[name] = this.sockets[name] || [];
  if (socket) {
    this.reuseSocket(socket, request);
    this.sockets[name].push(socket);
    request.onSocket(socket);
  } else if (this.sockets[name].length + free.length < this.maxSockets) {
    this.createSocket(request, options, (err, made) => request.onSocket(made, err));
  } else {
    this.requests[name] = this.requests[name] || [];
    this.requests[name].push(request);
    request._agentOptions = options;
  }
};

Agent.prototype.createSocket = function (request, options, callback) {
  options = withServername({ __proto__: null, ...options, ...this.options }, request);
  if (options.socketPath) options.path = options.socketPath;
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  let called = false;
  const created = (err, socket) => {
    if (called) return;
    called = true;
    if (err) return callback(err);
    this.sockets[name] = this.sockets[name] || [];
    this.sockets[name].push(socket);
    this.totalSocketCount++;
    listen(this, socket, options);
    callback(null, socket);
  };
  if (this.keepAlive) Object.assign(options, { keepAlive: true, keepAliveInitialDelay: this.keepAliveMsecs });
  const socket = this.createConnection(options, created);
  if (socket) created(null, socket);
};

// withServername takes the name for TLS from the Host header, as Node does.
function withServername(options, request) {
  if (options.servername || options.servername === '') return options;
  const header = request && typeof request.getHeader === 'function' ? request.getHeader('host') : undefined;
  let { host } = options;
  if (header) {
    const found = /^\[([^\]]+)\]|^([^:]*)/.exec(`${header}`);
    host = found[1] || found[2];
  }
  options.servername = require('internal/net/ip').isIP(host) ? '' : host;
  return options;
}

function listen(agent, socket, options) {
  const free = () => agent.emit('free', socket, options);
  const gone = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const idle = () => {
    const kept = agent.freeSockets[agent.getName(options)];
    if (kept && kept.includes(socket)) socket.destroy();
  };
  const remove = () => {
    agent.removeSocket(socket, options);
    socket.removeListener('timeout', idle);
    socket.removeListener('free', free);
    socket.removeListener('close', gone);
    socket.removeListener('agentRemove', remove);
  };
  socket.on('timeout', idle);
  socket.on('free', free);
  socket.on('close', gone);
  socket.on('agentRemove', remove);
}

// freed hands a socket to the next request, or keeps it.
function freed(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) return socket.destroy();
  const waiting = agent.requests[name];
  if (waiting && waiting.length > 0) {
    const request = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    request.onSocket(socket);
    return;
  }
  const kept = agent.freeSockets[name] || [];
  if (!agent.keepAlive || kept.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) return socket.destroy();
  agent.removeSocket(socket, options);
  agent.freeSockets[name] = kept;
  kept.push(socket);
  socket.once('error', () => {});
}

Agent.prototype.getName = function (options = {}) {
  let name = `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}`;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

Agent.prototype.keepSocketAlive = function (socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  if (socket.timeout !== (this.options.timeout || 0)) socket.setTimeout(this.options.timeout || 0);
  return true;
};

Agent.prototype.reuseSocket = function (socket, request) {
  request.reusedSocket = true;
  socket.ref();
};

Agent.prototype.removeSocket = function (socket, options) {
  const name = this.getName(options);
  for (const sets of [this.sockets, this.freeSockets]) {
    const list = sets[name];
    const at = list ? list.indexOf(socket) : -1;
    if (at < 0) continue;
    list.splice(at, 1);
    if (list.length === 0) delete sets[name];
  }
  const waiting = this.requests[name];
  if (!socket.destroyed || !waiting || waiting.length === 0) return;
  const request = waiting.shift();
  if (waiting.length === 0) delete this.requests[name];
  this.createSocket(request, request._agentOptions || options, (err, made) => request.onSocket(made, err));
};

Agent.prototype.destroy = function () {
  for (const sets of [this.sockets, this.freeSockets]) {
    for (const name of Object.keys(sets)) for (const socket of [...sets[name]]) socket.destroy();
  }
};

function HttpsAgent(options) {
  if (!(this instanceof HttpsAgent)) return new HttpsAgent(options);
  Agent.call(this, options);
  this.defaultPort = 443;
  this.protocol = 'https:';
  this.maxCachedSessions = this.options.maxCachedSessions === undefined ? 100 : this.options.maxCachedSessions;
}
Object.setPrototypeOf(HttpsAgent.prototype, Agent.prototype);
Object.setPrototypeOf(HttpsAgent, Agent);

HttpsAgent.prototype.createConnection = function (port, host, options) {
  let wanted = {};
  if (typeof port === 'object' && port !== null) wanted = { ...port };
  else if (typeof host === 'object' && host !== null) wanted = { ...host };
  else if (typeof options === 'object' && options !== null) wanted = { ...options };
  if (typeof port === 'number') wanted.port = port;
  if (typeof host === 'string') wanted.host = host;
  if (wanted.ALPNProtocols === undefined) wanted.ALPNProtocols = ['http/1.1'];
  return require('tls').connect(wanted);
};

const named = ['ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion', 'maxVersion',
  'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions', 'sessionIdContext', 'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine'];

HttpsAgent.prototype.getName = function (options = {}) {
  let name = Agent.prototype.getName.call(this, options);
  for (const option of named) {
    name += ':';
    const value = options[option];
    if (value === undefined || value === null || value === '') continue;
    if (option === 'servername' && value === options.host) continue;
    name += value;
  }
  return name;
};

module.exports = { Agent, HttpsAgent };
