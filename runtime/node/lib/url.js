'use strict';
// https://nodejs.org/api/url.html
const { fault, wrongType } = require('internal/fault');
const { URL, URLSearchParams } = require('internal/url');
const { Url, parse, resolve, resolveObject } = require('internal/url-legacy');
const binding = internalBinding('url');

// format takes a WHATWG URL with options, or what parse returns, or a string.
function format(url, options) {
  if (url instanceof URL) return formatURL(url, options);
  if (typeof url === 'string') url = parse(url);
  else if (typeof url !== 'object' || url === null) {
    throw wrongType('urlObject', 'one of type object or string', url);
  }
  return Url.prototype.format.call(url);
}

function formatURL(url, options) {
  if (options !== undefined && (options === null || typeof options !== 'object')) {
    throw wrongType('options', 'of type object', options);
  }
  const { auth = true, fragment = true, search = true, unicode = false } = options || {};
  const copy = new URL(url.href);
  if (!fragment) copy.hash = '';
  if (!search) copy.search = '';
  if (!auth) copy.username = copy.password = '';
  if (!unicode) return copy.href;
  return copy.href.replace(copy.hostname, binding.toUnicode(copy.hostname));
}

function urlToHttpOptions(url) {
  if (url === null || typeof url !== 'object') throw wrongType('url', 'of type object', url);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function fileURLToPath(url) {
  if (typeof url === 'string') url = new URL(url);
  else if (!(url instanceof URL)) throw wrongType('path', 'of type string or an instance of URL', url);
  if (url.protocol !== 'file:') throw fault(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  if (url.hostname !== '') {
    throw fault(TypeError, 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
  }
  if (/%2f/i.test(url.pathname)) {
    throw fault(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  }
  return decodeURIComponent(url.pathname);
}

// pathToFileURL resolves against "/": a script has no working directory.
function pathToFileURL(path) {
  if (typeof path !== 'string') throw wrongType('path', 'of type string', path);
  const escaped = path.replace(/[%\\\n\r\t?#]/g, (c) => encodeURIComponent(c));
  return new URL(escaped.startsWith('/') ? escaped : `/${escaped}`, 'file:///');
}

function domain(convert) {
  return function (name) {
    if (arguments.length < 1) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "domain" argument must be specified');
    return convert(`${name}`);
  };
}

module.exports = {
  Url,
  parse,
  resolve,
  resolveObject,
  format,
  URL,
  URLSearchParams,
  domainToASCII: domain(binding.toASCII),
  domainToUnicode: domain(binding.toUnicode),
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
