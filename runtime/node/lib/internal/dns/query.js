'use strict';
// What dns and dns/promises share. Look-ups are answered by the platform, which knows
// only addresses that may be connected to.
const { fault, wrongType } = require('internal/fault');
const { isIP } = require('internal/net/ip');
const binding = internalBinding('dns');

const errnos = { ENOTFOUND: -3008, EAI_AGAIN: -3001 };

function failed(code, syscall, hostname) {
  const err = fault(Error, code, `${syscall} ${code} ${hostname}`, { errno: syscall === 'getaddrinfo' ? errnos[code] : undefined, syscall, hostname });
  return err;
}

// parsers turn a record as text into what Node gives.
const parsers = {
  A: (text) => text,
  AAAA: (text) => text,
  CNAME: (text) => text,
  NS: (text) => text,
  PTR: (text) => text,
  TXT: (text) => [text],
  MX(text) {
    const [priority, exchange] = text.split(' ');
    return { exchange: exchange || '', priority: Number(priority) };
  },
  SRV(text) {
    const [priority, weight, port, name] = text.split(' ');
    return { name: name || '', port: Number(port), priority: Number(priority), weight: Number(weight) };
  },
};

// resolve calls done(err, records).
function resolve(type, name, done) {
  const syscall = `query${type[0]}${type.slice(1).toLowerCase()}`;
  if (!parsers[type]) return process.nextTick(done, failed('ENOTIMP', syscall, name));
  binding.resolve(type, name, (code, list) => {
    if (code) return done(failed(code, syscall, name));
    done(null, list.map(parsers[type]));
  });
}

// addresses calls done(err, [{address, family}]).
function addresses(name, { family, order }, done) {
  const found = [];
  let left = family === 0 ? 2 : 1;
  let failure = null;
  const ask = (type, number) => binding.resolve(type, name, (code, list) => {
    if (code) failure = failure || code;
    for (const address of list) found.push({ address, family: number });
    if (--left > 0) return;
    if (found.length === 0) return done(failed(failure || 'ENOTFOUND', 'getaddrinfo', name));
    found.sort((a, b) => (order === 'ipv6first' ? b.family - a.family : a.family - b.family));
    done(null, found);
  });
  if (family !== 6) ask('A', 4);
  if (family !== 4) ask('AAAA', 6);
}

const orders = ['verbatim', 'ipv4first', 'ipv6first'];
const settings = { order: 'verbatim', servers: [] };

function outOf(name, value, list) {
  return fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The ${name.includes('.') ? 'property' : 'argument'} '${name}' must be one of: ${list}. Received ${typeof value === 'string' ? `'${value}'` : value}`);
}

// readOptions are those of lookup.
function readOptions(hostname, options) {
  if (hostname && typeof hostname !== 'string') throw wrongType('hostname', 'of type string', hostname);
  let family = 0;
  let all = false;
  let { order } = settings;
  if (typeof options === 'number') family = checkFamily(options, 'family');
  else if (options !== undefined && options !== null) {
    if (typeof options !== 'object') throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', `The "options" argument must be of type object or integer.${require('internal/fault').received(options)}`);
    if (options.family !== undefined && options.family !== null) {
      family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : checkFamily(options.family, 'options.family');
    }
    if (options.all !== undefined && options.all !== null) {
      if (typeof options.all !== 'boolean') throw wrongType('options.all', 'of type boolean', options.all);
      ({ all } = options);
    }
    if (options.verbatim !== undefined && options.verbatim !== null) order = options.verbatim ? 'verbatim' : 'ipv4first';
    if (options.order !== undefined && options.order !== null) {
      if (!orders.includes(options.order)) throw outOf('options.order', options.order, "'verbatim', 'ipv4first', 'ipv6first'");
      ({ order } = options);
    }
  }
  return { family, all, order };
}

function checkFamily(value, name) {
  if ([0, 4, 6].includes(value)) return value;
  throw outOf(name, value, '0, 4, 6');
}

// lookup calls done(err, [{address, family}]); a number is its own address.
function lookup(hostname, options, done) {
  const kind = isIP(hostname);
  if (!hostname) return process.nextTick(done, null, [{ address: null, family: options.family === 6 ? 6 : 4 }]);
  if (kind) return process.nextTick(done, null, [{ address: hostname, family: kind }]);
  addresses(hostname, options, done);
}

function setOrder(order) {
  if (!orders.includes(order)) throw outOf('dnsOrder', order, "'verbatim', 'ipv4first', 'ipv6first'");
  settings.order = order;
}

function checkName(name) {
  if (typeof name !== 'string') throw wrongType('name', 'of type string', name);
  return name;
}

function reverse(ip, done) {
  if (!isIP(checkName(ip))) throw fault(Error, 'EINVAL', `getHostByAddr EINVAL ${ip}`, { errno: -22, syscall: 'getHostByAddr', hostname: ip });
  binding.resolve('PTR', ip, (code, list) => done(code ? failed(code, 'getHostByAddr', ip) : null, list));
}

const types = { resolve4: 'A', resolve6: 'AAAA', resolveAny: 'ANY', resolveCaa: 'CAA', resolveCname: 'CNAME', resolveMx: 'MX',
  resolveNaptr: 'NAPTR', resolveNs: 'NS', resolvePtr: 'PTR', resolveSoa: 'SOA', resolveSrv: 'SRV', resolveTxt: 'TXT' };

// codes are the error codes that the modules export.
const codes = {};
for (const name of ['NODATA', 'FORMERR', 'SERVFAIL', 'NOTFOUND', 'NOTIMP', 'REFUSED', 'BADQUERY', 'BADNAME', 'BADFAMILY', 'BADRESP', 'CONNREFUSED',
  'TIMEOUT', 'EOF', 'FILE', 'NOMEM', 'DESTRUCTION', 'BADSTR', 'BADFLAGS', 'NONAME', 'BADHINTS', 'NOTINITIALIZED', 'LOADIPHLPAPI',
  'ADDRGETNETWORKPARAMS', 'CANCELLED']) codes[name] = `E${name}`;

module.exports = { resolve, lookup, readOptions, reverse, setOrder, checkName, settings, types, codes, failed };
