'use strict';
// https://fetch.spec.whatwg.org/#request-class
const { URL } = require('internal/url');
const { Body, extract, share, usable, contents, used } = require('internal/fetch/body');
const { Headers } = require('internal/fetch/headers');

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;

function checkMethod(method) {
  method = `${method}`;
  if (!token.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const upper = method.toUpperCase();
  if (['CONNECT', 'TRACE', 'TRACK'].includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'].includes(upper) ? upper : method;
}

function parseURL(input) {
  let url;
  try {
    url = new URL(input);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
  if (url.username || url.password) {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  return url;
}

const redirects = new Set(['follow', 'error', 'manual']);

class Request extends Body {
  #url;
  #init;
  #headers;
  #signal;

  constructor(input, init = {}) {
    if (arguments.length === 0) throw new TypeError('Request constructor: 1 argument required, but only 0 present.');
    super();
    init = init === null ? {} : init;
    const from = input instanceof Request ? input : null;
    this.#url = from ? from.#url : parseURL(`${input}`);
    this.#init = { redirect: 'follow', ...(from ? from.#init : null) };
    for (const name of ['redirect', 'cache', 'credentials', 'mode', 'referrer', 'referrerPolicy', 'integrity', 'keepalive']) {
      if (init[name] !== undefined) this.#init[name] = init[name];
    }
    this.#init.method = init.method === undefined ? (from ? from.method : 'GET') : checkMethod(init.method);
    if (!redirects.has(this.#init.redirect)) throw new TypeError(`Request constructor: ${this.#init.redirect} is not an accepted type. Expected one of follow, error, manual.`);
    this.#headers = new Headers(init.headers !== undefined ? init.headers : from ? from.headers : undefined);
    this.#signal = this.#checkSignal(init.signal === undefined ? from && from.#signal : init.signal);
    this.#setBody(from, init);
  }

  #checkSignal(signal) {
    if (signal === null || signal === undefined) return null;
    if (typeof signal.aborted !== 'boolean' || typeof signal.addEventListener !== 'function') {
      throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
    }
    return signal;
  }

  #setBody(from, init) {
    const own = init.body !== undefined && init.body !== null;
    const bodiless = this.method === 'GET' || this.method === 'HEAD';
    if (bodiless && (own || (from && from[contents]))) throw new TypeError('Request with GET/HEAD method cannot have body.');
    if (own) {
      this[contents] = extract(init.body);
      if (this[contents].stream !== null && init.duplex === undefined) {
        throw new TypeError('RequestInit: duplex option is required when sending a body.');
      }
      const { type } = this[contents];
      if (type !== null && !this.#headers.has('content-type')) this.#headers.append('content-type', type);
    } else if (from && from[contents] !== null) {
      if (!usable(from)) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
      this[contents] = from[contents];
      from[used] = true;
    }
  }

  get method() {
    return this.#init.method;
  }
  get url() {
    return this.#url.href;
  }
  get headers() {
    return this.#headers;
  }
  get redirect() {
    return this.#init.redirect;
  }
  get signal() {
    if (this.#signal === null) this.#signal = new (require('internal/abort').AbortController)().signal;
    return this.#signal;
  }
  get destination() {
    return '';
  }
  get referrer() {
    return this.#init.referrer || 'about:client';
  }
  get referrerPolicy() {
    return this.#init.referrerPolicy || '';
  }
  get mode() {
    return this.#init.mode || 'cors';
  }
  get credentials() {
    return this.#init.credentials || 'same-origin';
  }
  get cache() {
    return this.#init.cache || 'default';
  }
  get integrity() {
    return this.#init.integrity || '';
  }
  get keepalive() {
    return Boolean(this.#init.keepalive);
  }
  get duplex() {
    return 'half';
  }

  clone() {
    const copy = new Request(this.url, { ...this.#init, headers: this.#headers, signal: this.#signal });
    return share(this, copy);
  }
}
Object.defineProperty(Request.prototype, Symbol.toStringTag, { configurable: true, value: 'Request' });

module.exports = { Request };
