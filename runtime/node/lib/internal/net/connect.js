'use strict';
// What a connection is asked for: https://nodejs.org/api/net.html#socketconnect
const { fault, wrongType, received } = require('internal/fault');

// normalize reads (options[, cb]), (port[, host][, cb]) and (path[, cb]).
function normalize(args) {
  let options = {};
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) options = first;
  else if (isPath(first)) options.path = first;
  else {
    options.port = first;
    if (args.length > 1 && typeof second === 'string') options.host = second;
  }
  const callback = args[args.length - 1];
  return [options, typeof callback === 'function' ? callback : null];
}

const isPath = (s) => typeof s === 'string' && !(Number(s) >= 0);

// target checks where to, in Node's words.
function target(options) {
  const { host, port, path } = options;
  if (path) {
    if (typeof path !== 'string') throw wrongType('options.path', 'of type string', path);
    return { path };
  }
  if (host && typeof host !== 'string') throw wrongType('hostname', 'of type string', host);
  if (port === undefined) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "options" or "port" or "path" argument must be specified');
  if (typeof port !== 'number' && typeof port !== 'string') {
    throw fault(TypeError, 'ERR_INVALID_ARG_TYPE', `The "options.port" property must be one of type number or string.${received(port)}`);
  }
  if (!isPort(port)) {
    throw fault(RangeError, 'ERR_SOCKET_BAD_PORT', `Port should be >= 0 and < 65536.${received(port)}.`);
  }
  return { host: host || 'localhost', port: port | 0 };
}

function isPort(port) {
  if (typeof port === 'string' && port.trim() === '') return false;
  const number = +port;
  return number === number >>> 0 && number <= 0xffff;
}

module.exports = { normalize, target };
