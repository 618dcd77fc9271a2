'use strict';
// The functions of util that few scripts use.
const { fault, wrongType, outOfRange } = require('internal/fault');
const { inspect, formatWithOptions } = require('internal/inspect');
const errors = require('internal/os/errors');

const isSignal = (value) => value !== null && typeof value === 'object' && 'aborted' in value;

// aborted is fulfilled when the signal is. The resource only keeps Node from waiting for
// what is gone; here the run's end does that.
async function aborted(signal, resource) {
  if (!isSignal(signal)) throw wrongType('signal', 'an instance of AbortSignal', signal);
  if (resource === null || (typeof resource !== 'object' && typeof resource !== 'function')) {
    throw wrongType('resource', 'of type object', resource);
  }
  if (signal.aborted) return undefined;
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

function numbered(err) {
  if (typeof err !== 'number') throw wrongType('err', 'of type number', err);
  if (err >= 0 || !Number.isSafeInteger(err)) throw outOfRange('err', 'a negative integer', err);
  return errors.list.find(([number]) => number === err);
}

function getSystemErrorName(err) {
  const entry = numbered(err);
  return entry ? entry[1] : `Unknown system error ${err}`;
}

const getSystemErrorMap = () => new Map(errors.list.map(([number, code, text]) => [number, [code, text]]));

function _errnoException(err, syscall, original) {
  const code = getSystemErrorName(err);
  return Object.assign(new Error(`${syscall} ${code}${original ? ` ${original}` : ''}`), { errno: err, code, syscall });
}

function _exceptionWithHostPort(err, syscall, address, port, additional) {
  const code = getSystemErrorName(err);
  const place = port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : '';
  const local = additional ? ` - Local (${additional})` : '';
  const e = Object.assign(new Error(`${syscall} ${code}${place}${local}`), { errno: err, code, syscall, address });
  if (port) e.port = port;
  return e;
}

const escape = (code) => `\u001b[${code}m`;

// styleText colours for a terminal. Standard output is none, so a single format leaves
// the text as it is unless validateStream is false; a list of formats never looks at the
// stream, as in Node 20.20.
function styleText(format, text, { validateStream = true } = {}) {
  if (typeof text !== 'string') throw wrongType('text', 'of type string', text);
  if (typeof validateStream !== 'boolean') throw wrongType('options.validateStream', 'of type boolean', validateStream);
  const codes = (Array.isArray(format) ? format : [format]).map((name) => {
    if (inspect.colors[name]) return inspect.colors[name];
    const names = Object.keys(inspect.colors).map((key) => `'${key}'`).join(', ');
    throw fault(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'format' must be one of: ${names}. Received ${inspect(name)}`);
  });
  if (!Array.isArray(format) && validateStream) return text;
  return codes.map(([on]) => escape(on)).join('') + text + codes.reverse().map(([, off]) => escape(off)).join('');
}

// parseEnv reads the text of a .env file.
function parseEnv(content) {
  if (typeof content !== 'string') throw wrongType('content', 'of type string', content);
  const line = /^[ \t]*(?:export[ \t]+)?([^\s=#]+)[ \t]*=[ \t]*("[^"]*"|'[^']*'|`[^`]*`|[^\n#]*)/gm;
  const result = {};
  for (const [, name, raw] of content.replace(/\r\n?/g, '\n').matchAll(line)) {
    const value = raw.trim();
    const quote = value[0];
    const isQuoted = value.length > 1 && `"'\``.includes(quote) && value.endsWith(quote);
    const inner = isQuoted ? value.slice(1, -1) : value;
    result[name] = quote === '"' && isQuoted ? inner.replaceAll('\\n', '\n') : inner;
  }
  return result;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function log(...args) {
  const now = new Date();
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
  console.log('%s - %s', `${now.getDate()} ${months[now.getMonth()]} ${time}`, formatWithOptions({}, ...args));
}

module.exports = {
  aborted, getSystemErrorName, getSystemErrorMap, _errnoException, _exceptionWithHostPort, styleText, parseEnv, log,
  transferableAbortController: () => new AbortController(),
  transferableAbortSignal: (signal) => signal,
};
