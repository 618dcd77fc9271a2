// Runs one hook in real Node and prints how that ended, as one line of JSON.
//
//   node run.js '{"file": …, "alias": {"axios": "axios-0"}, "ports": {"": 8080, "25": 8025}, "user": …, "secrets": …}'
//
// Every connection goes to 127.0.0.1, whatever host a package dials: the port says which
// server there, "" is for all other ports. Names under .invalid do not resolve, and
// nobody listens at refused.example.com. Nothing else of Node is changed.
'use strict';
const dns = require('dns');
const fs = require('fs');
const Module = require('module');
const net = require('net');
const path = require('path');
const util = require('util');

const input = JSON.parse(process.argv[2]);
const output = { console: [], warnings: [] };

// lookup answers as a resolver would; only net's own connections are redirected.
function lookup(host, options, done) {
  if (typeof options === 'function') [options, done] = [{}, options];
  if (host.endsWith('.invalid')) {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND ' + host), { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host });
    return process.nextTick(done, error);
  }
  process.nextTick(() => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
}
dns.lookup = lookup;
dns.Resolver.prototype.resolve4 = (host, done) => lookup(host, {}, (error, address) => done(error, address && [address]));
dns.Resolver.prototype.resolve6 = (host, done) => process.nextTick(done, Object.assign(new Error('queryAaaa ENODATA ' + host), { code: 'ENODATA' }));

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [options, done] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
  const host = options.host || 'localhost';
  const port = host === 'refused.example.com' ? input.closed : input.ports[options.port] || input.ports[''];
  return connect.call(this, { ...options, lookup, port }, done);
};

// The hook's own requires get the version that its head names.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (parent && parent.filename === input.file) {
    for (const [name, folder] of Object.entries(input.alias || {})) {
      if (request === name || request.startsWith(name + '/')) request = folder + request.slice(name.length);
    }
  }
  return resolve.call(this, request, parent, ...rest);
};

for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
  console[level] = (...args) => output.console.push(level + ' ' + util.format(...args));
}
process.emitWarning = () => {}; // deprecations go to stderr in Node, and to nobody in a hook

function describe(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

process.on('uncaughtException', (error) => {
  output.threw = describe(error) + '\n' + error.stack;
  process.exit();
});
process.on('exit', () => fs.writeSync(1, JSON.stringify(output)));

const context = { webtask: { secrets: input.secrets } };
require(path.resolve(input.file))(input.user, context, (error, result) => {
  if (output.answered) return;
  output.answered = true;
  if (error) output.error = describe(error);
  else output.result = result === undefined ? null : result;
});
