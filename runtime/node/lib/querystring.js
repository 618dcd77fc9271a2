'use strict';
// https://nodejs.org/docs/latest-v20.x/api/querystring.html
const { fault } = require('internal/fault');

function unescapeBuffer(text) {
  const { Buffer } = require('buffer');
  const parts = [];
  let last = 0;
  for (const found of text.matchAll(/(?:%[0-9a-f]{2})+/gi)) {
    parts.push(Buffer.from(text.slice(last, found.index), 'latin1'), Buffer.from(found[0].replaceAll('%', ''), 'hex'));
    last = found.index + found[0].length;
  }
  parts.push(Buffer.from(text.slice(last), 'latin1'));
  return Buffer.concat(parts);
}

function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}

function escape(text) {
  if (typeof text !== 'string') text = typeof text === 'object' ? String(text) : `${text}`;
  try {
    return encodeURIComponent(text);
  } catch {
    throw fault(URIError, 'ERR_INVALID_URI', 'URI malformed');
  }
}

function primitive(value) {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? `${value}` : '';
    case 'bigint':
    case 'boolean':
      return `${value}`;
    default:
      return '';
  }
}

function stringify(object, sep, eq, options) {
  if (object === null || typeof object !== 'object') return '';
  sep = sep || '&';
  eq = eq || '=';
  const own = options && options.encodeURIComponent;
  const encode = typeof own === 'function' ? own : module.exports.escape;
  const pairs = [];
  for (const key of Object.keys(object)) {
    const start = encode(key) + eq;
    for (const value of Array.isArray(object[key]) ? object[key] : [object[key]]) pairs.push(start + encode(primitive(value)));
  }
  return pairs.join(sep);
}

function parse(text, sep, eq, options) {
  const result = Object.create(null);
  if (typeof text !== 'string' || text === '') return result;
  eq = eq ? `${eq}` : '=';
  const max = options && typeof options.maxKeys === 'number' ? options.maxKeys : 1000;
  const decode = decoder(options);
  let pairs = text.split(sep ? `${sep}` : '&', max > 0 ? max : undefined);
  pairs = pairs.filter((pair) => pair !== '');
  for (const pair of pairs) {
    const at = pair.indexOf(eq);
    const key = decode(at < 0 ? pair : pair.slice(0, at));
    add(result, key, at < 0 ? '' : decode(pair.slice(at + eq.length)));
  }
  return result;
}

// decoder tries an own function first, as Node does.
function decoder(options) {
  const own = options && options.decodeURIComponent;
  const decode = typeof own === 'function' ? own : module.exports.unescape;
  return (text) => {
    text = text.replaceAll('+', own ? '%20' : ' ');
    if (!text.includes('%') && !own) return text;
    try {
      return decode(text);
    } catch {
      return unescape(text);
    }
  };
}

function add(result, key, value) {
  if (!(key in result)) result[key] = value;
  else if (Array.isArray(result[key])) result[key].push(value);
  else result[key] = [result[key], value];
}

module.exports = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
