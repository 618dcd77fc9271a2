'use strict';
// The legacy URL API, as Node 20 answers it: https://nodejs.org/api/url.html#legacy-url-api
const { fault, wrongType } = require('internal/fault');
const binding = internalBinding('url');

const withSlashes = new Set(['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'].flatMap((p) => [p, `${p}:`]));
const isScript = (protocol) => protocol === 'javascript' || protocol === 'javascript:';
const isIPv6 = (host) => host[0] === '[' && host[host.length - 1] === ']';

const simplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const endOfHost = /[\t\n\r "%';<>\\^`{|}#/?]/;
const neverInHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const neverInIPv6 = /[\0\t\n\r #%/<>?@\\^|]/;
const escapes = { "'": '%27' };

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function parse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const u = new Url();
  u.parse(url, parseQueryString, slashesDenoteHost);
  return u;
}

Url.prototype.parse = function (url, parseQueryString, slashesDenoteHost) {
  if (typeof url !== 'string') throw wrongType('url', 'of type string', url);
  let rest = clean(url);
  const simple = !slashesDenoteHost && !/#/.test(rest) && !/^[^?]*@/.test(rest) && simplePath.exec(rest);
  if (simple) {
    this.path = this.href = rest;
    this.pathname = simple[1];
    setSearch(this, simple[2], parseQueryString);
    return this;
  }

  const scheme = /^[a-z0-9.+-]+:/i.exec(rest);
  const protocol = scheme ? scheme[0].toLowerCase() : undefined;
  if (scheme) {
    this.protocol = protocol;
    rest = rest.slice(protocol.length);
  }
  let slashes = false;
  if (slashesDenoteHost || scheme || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !isScript(protocol)) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!isScript(protocol) && (slashes || (scheme && !withSlashes.has(protocol)))) rest = takeHost(this, rest, url);
  if (!isScript(protocol)) rest = escapeUnsafe(rest);
  takePath(this, rest, parseQueryString);
  if (withSlashes.has(protocol) && this.hostname && !this.pathname) this.pathname = '/';
  setPath(this);
  this.href = this.format();
  return this;
};

// clean trims white space and turns back slashes before the query into slashes.
function clean(url) {
  url = url.replace(/^[\0-\x20\xa0\ufeff]+/, '').replace(/[\0-\x20\xa0\ufeff]+$/, '');
  const end = url.search(/[?#]/);
  if (end < 0) return url.replace(/\\/g, '/');
  return url.slice(0, end).replace(/\\/g, '/') + url.slice(end);
}

function escapeUnsafe(s) {
  return s.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => escapes[c] || encodeURIComponent(c));
}

function setPath(u) {
  u.path = u.pathname || u.search ? (u.pathname || '') + (u.search || '') : null;
}

function setSearch(u, search, parseQueryString) {
  if (search) {
    u.search = search;
    u.query = search.slice(1);
    if (parseQueryString) u.query = require('querystring').parse(u.query);
  } else if (parseQueryString) {
    u.search = null;
    u.query = Object.create(null);
  }
}

function takePath(u, rest, parseQueryString) {
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    u.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf('?');
  setSearch(u, question < 0 ? '' : rest.slice(question), parseQueryString);
  if (question >= 0) rest = rest.slice(0, question);
  if (rest) u.pathname = rest;
}

// takeHost reads [auth@]host[:port] and returns what follows.
function takeHost(u, rest, url) {
  const end = rest.search(/[#/?]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const at = authority.lastIndexOf('@');
  if (at >= 0) u.auth = decodeURIComponent(authority.slice(0, at));
  rest = rest.slice(at + 1);
  const stop = rest.search(endOfHost);
  let host = stop < 0 ? rest : rest.slice(0, stop);
  rest = stop < 0 ? '' : rest.slice(stop);

  const port = /:[0-9]*$/.exec(host);
  if (port) {
    if (port[0] !== ':') u.port = port[0].slice(1);
    host = host.slice(0, -port[0].length);
  }
  const v6 = isIPv6(host);
  const wrong = v6 ? -1 : host.search(/[/\\#?:]/);
  if (wrong >= 0) {
    rest = `/${host.slice(wrong)}${rest}`;
    host = host.slice(0, wrong);
  }
  u.hostname = checkHost(host.length > 255 ? '' : host.toLowerCase(), v6, url);
  u.host = u.hostname + (u.port ? `:${u.port}` : '');
  if (v6) {
    u.hostname = u.hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

function checkHost(host, v6, url) {
  if (host === '') return host;
  const name = v6 || /^[\0-\x7f]*$/.test(host) ? host : binding.toASCII(host);
  if (name === '' || (v6 ? neverInIPv6 : neverInHost).test(name)) {
    throw fault(TypeError, 'ERR_INVALID_URL', 'Invalid URL', { input: url });
  }
  return name;
}

Url.prototype.format = function () {
  let protocol = this.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let pathname = (this.pathname || '').replace(/[#?]/g, (c) => (c === '#' ? '%23' : '%3F'));
  let host = formatHost(this);
  if (this.slashes || (withSlashes.has(protocol) && host !== '')) {
    if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
    host = `//${host}`;
  } else if (protocol === 'file:') host = '//';

  let search = this.search || '';
  if (!search && this.query !== null && typeof this.query === 'object') search = require('querystring').stringify(this.query);
  if (search && search[0] !== '?') search = `?${search}`;
  let hash = this.hash || '';
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  return protocol + host + pathname + search.replace(/#/g, '%23') + hash;
};

function formatHost(u) {
  const auth = u.auth ? `${encodeURIComponent(u.auth).replace(/%3A/gi, ':')}@` : '';
  if (u.host) return auth + u.host;
  if (!u.hostname) return '';
  const name = u.hostname.includes(':') && !isIPv6(u.hostname) ? `[${u.hostname}]` : u.hostname;
  return auth + name + (u.port ? `:${u.port}` : '');
}

Url.prototype.resolve = function (relative) {
  return this.resolveObject(parse(relative, false, true)).format();
};

Url.prototype.resolveObject = function (to) {
  if (typeof to === 'string') to = parse(to, false, true);
  const u = Object.assign(new Url(), this);
  u.hash = to.hash;
  if (to.href === '') return finish(u);
  if (to.slashes && !to.protocol) {
    Object.assign(u, to, { protocol: u.protocol });
    if (withSlashes.has(u.protocol) && u.hostname && !u.pathname) u.path = u.pathname = '/';
    return finish(u);
  }
  if (to.protocol && to.protocol !== u.protocol) return otherProtocol(u, to);
  return samePlace(u, to);
};

function finish(u) {
  u.href = u.format();
  return u;
}

function otherProtocol(u, to) {
  if (!withSlashes.has(to.protocol)) return finish(Object.assign(u, to));
  u.protocol = to.protocol;
  u.pathname = to.pathname;
  let host = to.host;
  if (!host && to.protocol !== 'file:') { // "http:host/path": the first segment is the host
    const path = (to.pathname || '').split('/');
    while (path.length && !(host = path.shift()));
    if (path[0] !== '') path.unshift('');
    if (path.length < 2) path.unshift('');
    u.pathname = path.join('/');
  }
  u.search = to.search;
  u.query = to.query;
  u.host = host || '';
  u.auth = to.auth;
  u.hostname = to.hostname || host || '';
  u.port = to.port;
  if (u.pathname || u.search) setPath(u);
  u.slashes = u.slashes || to.slashes;
  return finish(u);
}

const isAbsolute = (path) => path !== undefined && (path === '' || path[0] === '/');

// prepend puts the host where the first, empty, segment of an absolute path is.
function prepend(path, host) {
  if (!host) return;
  if (path[0] === '') path[0] = host;
  else path.unshift(host);
}

function takeHostFromPath(u, host) {
  u.hostname = u.host = host;
  const at = host ? host.split('@') : [];
  if (at.length > 1 && at[0] !== '') [u.auth, u.host, u.hostname] = [at[0], at[1], at[1]];
}

// samePlace resolves a path, a query or a fragment against the same host.
function samePlace(u, to) {
  const toAbsolute = Boolean(to.host || (to.pathname && to.pathname[0] === '/'));
  const dropDots = Boolean(toAbsolute || (u.pathname && u.pathname[0] === '/') || (u.host && to.pathname));
  let absolute = dropDots;
  let path = u.pathname ? u.pathname.split('/') : [];
  const toPath = to.pathname ? to.pathname.split('/') : [];
  const opaque = Boolean(u.protocol && !withSlashes.has(u.protocol)); // the host is the path's first segment
  let toHost = to.host;
  let toName = to.hostname;
  let toPort = to.port;
  if (opaque) {
    prepend(path, u.host);
    u.hostname = u.host = '';
    u.port = null;
    if (to.protocol) {
      u.auth = null;
      prepend(toPath, to.host);
      toHost = toName = toPort = null;
    }
    absolute = absolute && (toPath[0] === '' || path[0] === '');
  }
  if (toAbsolute) {
    if (toHost || toHost === '') {
      if (u.host !== toHost) u.auth = null;
      u.host = toHost;
      u.port = toPort;
    }
    if (toName || toName === '') {
      if (u.hostname !== toName) u.auth = null;
      u.hostname = toName;
    }
    path = toPath;
  } else if (toPath.length) {
    path.pop();
    path = path.concat(toPath);
  } else if (to.search !== null && to.search !== undefined) {
    if (opaque) takeHostFromPath(u, path.shift());
    u.search = to.search;
    u.query = to.query;
    u.path = (u.pathname || '') + (u.search || '');
    return finish(u);
  }
  if (toAbsolute || toPath.length) {
    u.search = to.search;
    u.query = to.query;
  }
  if (!path.length) {
    u.pathname = null;
    u.path = u.search ? `/${u.search}` : null;
    return finish(u);
  }
  path = removeDots(path, Boolean(u.host || toHost), absolute, dropDots);
  const rooted = isAbsolute(path[0]);
  if (opaque) takeHostFromPath(u, rooted ? '' : path.length ? path.shift() : '');
  if ((absolute || (u.host && path.length)) && !rooted) path.unshift('');
  u.pathname = path.length ? path.join('/') : null;
  u.path = u.pathname !== null || u.search !== null ? (u.pathname || '') + (u.search || '') : null;
  u.auth = to.auth || u.auth;
  u.slashes = u.slashes || to.slashes;
  return finish(u);
}

function removeDots(path, hasHost, absolute, dropDots) {
  const last = path[path.length - 1];
  const directory = last === '' || ((hasHost || path.length > 1) && (last === '.' || last === '..'));
  let up = 0;
  let kept = [];
  for (let i = path.length - 1; i >= 0; i--) {
    if (path[i] === '.') continue;
    if (path[i] === '..') up++;
    else if (up > 0) up--;
    else kept.push(path[i]);
  }
  kept = kept.reverse();
  if (!absolute && !dropDots) while (up-- > 0) kept.unshift('..');
  if (absolute && !isAbsolute(kept[0])) kept.unshift('');
  if (directory && !kept.join('/').endsWith('/')) kept.push('');
  return kept;
}

function resolve(from, to) {
  return parse(from, false, true).resolve(to);
}

function resolveObject(from, to) {
  return from ? parse(from, false, true).resolveObject(to) : to;
}

module.exports = { Url, parse, resolve, resolveObject };
