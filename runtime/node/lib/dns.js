'use strict';
// https://nodejs.org/api/dns.html. There is one resolver, the platform's.
const { fault, wrongType } = require('internal/fault');
const { isIP } = require('internal/net/ip');
const query = require('internal/dns/query');

function checkCallback(callback) {
  if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
  return callback;
}

function lookup(hostname, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  checkCallback(callback);
  const wanted = query.readOptions(hostname, options);
  query.lookup(hostname, wanted, (err, found) => {
    if (err) return callback(err);
    if (wanted.all) return callback(null, found.filter((f) => f.address !== null));
    callback(null, found[0].address, found[0].family);
  });
  return {};
}

function resolver(type) {
  return (name, options, callback) => {
    query.checkName(name);
    if (typeof options === 'function') callback = options;
    checkCallback(callback);
    const ttl = options && typeof options === 'object' && options.ttl;
    query.resolve(type, name, (err, records) => {
      if (err) return callback(err);
      callback(null, ttl && (type === 'A' || type === 'AAAA') ? records.map((address) => ({ address, ttl: 0 })) : records);
    });
    return {};
  };
}

const methods = {};
for (const [method, type] of Object.entries(query.types)) methods[method] = resolver(type);

methods.resolve = (name, type, callback) => {
  if (typeof type === 'function') [type, callback] = ['A', type];
  if (typeof type !== 'string') throw wrongType('rrtype', 'of type string', type);
  if (!Object.values(query.types).includes(type)) throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'rrtype' is invalid. Received '${type}'`);
  return resolver(type)(name, callback);
};
methods.reverse = (ip, callback) => {
  checkCallback(callback);
  query.reverse(ip, callback);
  return {};
};
methods.getServers = () => [];
methods.setServers = () => {
  throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'dns.setServers is not available in this runtime: names are resolved by the platform');
};

class Resolver {
  cancel() {}
  setLocalAddress() {}
}
Object.assign(Resolver.prototype, methods);

// The services that people name most; the list of a system is not ours to read.
const services = { 22: 'ssh', 25: 'smtp', 53: 'domain', 80: 'http', 110: 'pop3', 143: 'imap', 443: 'https', 587: 'submission', 993: 'imaps', 995: 'pop3s' };

function lookupService(address, port, callback) {
  if (!isIP(address)) throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'address' is invalid. Received '${address}'`);
  checkCallback(callback);
  query.reverse(address, (err, names) => callback(null, err ? address : names[0], services[port] || String(port)));
  return {};
}

module.exports = {
  lookup,
  lookupService,
  Resolver,
  ...methods,
  getDefaultResultOrder: () => query.settings.order,
  setDefaultResultOrder: query.setOrder,
  ADDRCONFIG: 32,
  V4MAPPED: 8,
  ALL: 16,
  ...query.codes,
};
Object.defineProperty(module.exports, 'promises', { configurable: true, enumerable: true, get: () => require('dns/promises') });
