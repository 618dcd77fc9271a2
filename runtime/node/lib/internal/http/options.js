'use strict';
// What a request is asked for: https://nodejs.org/api/http.html#httprequesturl-options-callback
const { fault, wrongType } = require('internal/fault');
const { validateHeaderName } = require('internal/http/headers');
const { checkTimeout } = require('internal/http/timeout');
const { Agent, HttpsAgent } = require('internal/http/agent');

const isURL = (value) => Boolean(value && value.href && value.protocol && value.auth === undefined && value.path === undefined);

// merge reads (url[, options][, callback]) and (options[, callback]).
function merge(input, options, callback) {
  if (typeof input === 'string' || isURL(input)) {
    const { URL, urlToHttpOptions } = require('url');
    input = urlToHttpOptions(typeof input === 'string' ? new URL(input) : input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') [options, callback] = [undefined, options];
  return [Object.assign(Object.create(null), input, options), callback];
}

function pickAgent({ agent, createConnection }, defaultAgent) {
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) return typeof createConnection === 'function' ? undefined : defaultAgent;
  if (typeof agent.addRequest !== 'function') {
    throw wrongType('options.agent', 'one of Agent-like Object, undefined, or false', agent);
  }
  return agent;
}

function checkHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw wrongType(`options.${name}`, 'of type string or one of undefined or null', host);
  }
  return host;
}

// complete checks the options as Node does, in its order, and returns what a request needs.
function complete(options, defaultAgent) {
  const agent = pickAgent(options, defaultAgent);
  const protocol = options.protocol || defaultAgent.protocol;
  const expected = (agent && agent.protocol) || defaultAgent.protocol;
  const path = options.path ? String(options.path) : '/';
  if (/[^\u0021-\u00ff]/.test(path)) {
    throw fault(TypeError, 'ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters');
  }
  if (protocol !== expected) {
    throw fault(TypeError, 'ERR_INVALID_PROTOCOL', `Protocol "${protocol}" not supported. Expected "${expected}"`);
  }
  const defaultPort = options.defaultPort || (agent && agent.defaultPort);
  const port = Number(options.port || defaultPort || 80);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw fault(RangeError, 'ERR_SOCKET_BAD_PORT', `Port should be >= 0 and < 65536. Received ${typeof options.port} (${options.port}).`);
  }
  const host = checkHost(options.hostname, 'hostname') || checkHost(options.host, 'host') || 'localhost';
  return { agent, protocol, path, port, defaultPort, host, method: checkMethod(options.method) };
}

function checkMethod(method) {
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw wrongType('options.method', 'of type string', method);
  }
  if (!method) return 'GET';
  validateHeaderName(method, 'Method');
  return method.toUpperCase();
}

// Options that only a connection of the script's own can have.
const own = ['ca', 'cert', 'key', 'pfx', 'secureContext', 'checkServerIdentity', 'minVersion', 'maxVersion', 'secureProtocol', 'ALPNProtocols',
  'servername', 'lookup', 'createConnection'];
const manners = ['addRequest', 'createSocket', 'createConnection', 'reuseSocket', 'keepSocketAlive'];

// ownConnection says whether the request needs a connection of the script's own, and so
// cannot use the platform's.
function ownConnection(options, agent, method) {
  if (method === 'CONNECT') return true;
  const asked = (o) => Boolean(o) && own.some((name) => o[name] !== undefined && o[name] !== null && o[name] !== false);
  if (asked(options) || !agent || asked(agent.options)) return true;
  const proto = agent.protocol === 'https:' ? HttpsAgent.prototype : Agent.prototype;
  return manners.some((name) => agent[name] !== proto[name]);
}

// isInsecure says whether the certificate is not to be checked, as tls.connect reads it.
function isInsecure(options, agent) {
  const asked = options.rejectUnauthorized === undefined ? agent && agent.options && agent.options.rejectUnauthorized : options.rejectUnauthorized;
  return asked === false;
}

module.exports = { merge, complete, checkTimeout, isInsecure, ownConnection };
