'use strict';
// https://nodejs.org/api/dns.html#dns-promises-api
const dns = require('dns');
const query = require('internal/dns/query');

// promised makes a promise of a function with a callback. What it throws stays thrown.
const promised = (method) => (...args) => {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = (err, value) => (err ? reject(err) : resolve(value));
  });
  dns[method](...args, settle);
  return promise;
};

function lookup(hostname, options = undefined) {
  const wanted = query.readOptions(hostname, options);
  return new Promise((resolve, reject) => {
    query.lookup(hostname, wanted, (err, found) => {
      if (err) return reject(err);
      resolve(wanted.all ? found.filter((f) => f.address !== null) : found[0]);
    });
  });
}

const methods = {};
for (const name of [...Object.keys(query.types), 'resolve', 'reverse']) methods[name] = promised(name);

class Resolver {
  cancel() {}
  setLocalAddress() {}
  getServers() {
    return dns.getServers();
  }
  setServers(servers) {
    return dns.setServers(servers);
  }
}
Object.assign(Resolver.prototype, methods);

module.exports = {
  lookup,
  lookupService(address, port) {
    return new Promise((resolve, reject) => {
      dns.lookupService(address, port, (err, hostname, service) => (err ? reject(err) : resolve({ hostname, service })));
    });
  },
  Resolver,
  ...methods,
  getServers: dns.getServers,
  setServers: dns.setServers,
  getDefaultResultOrder: dns.getDefaultResultOrder,
  setDefaultResultOrder: dns.setDefaultResultOrder,
  ...query.codes,
};
