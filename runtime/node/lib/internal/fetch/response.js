'use strict';
// https://fetch.spec.whatwg.org/#response-class
const { URL } = require('internal/url');
const { Body, extract, share, contents } = require('internal/fetch/body');
const { Headers } = require('internal/fetch/headers');

const bodiless = new Set([101, 204, 205, 304]);
const isRedirect = (status) => [301, 302, 303, 307, 308].includes(status);
let create; // makes the response of a fetch

class Response extends Body {
  #status = 200;
  #statusText = '';
  #headers;
  #url = '';
  #redirected = false;
  #type = 'default';

  constructor(body = null, init = {}) {
    super();
    const { status = 200, statusText = '', headers } = init || {};
    const code = Math.trunc(Number(status));
    if (!(code >= 200 && code <= 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    if (/[^\t\x20-\x7e\x80-\xff]/.test(statusText)) throw new TypeError('Invalid statusText');
    this.#status = code;
    this.#statusText = `${statusText}`;
    this.#headers = new Headers(headers);
    if (body === null || body === undefined) return;
    if (bodiless.has(code)) throw new TypeError(`Response constructor: Invalid response status code ${code}`);
    this[contents] = extract(body);
    const { type } = this[contents];
    if (type !== null && !this.#headers.has('content-type')) this.#headers.append('content-type', type);
  }

  static {
    create = ({ status, statusText, headers, url, redirected, type, body }) => {
      const response = new Response(null, { headers });
      response.#status = status;
      response.#statusText = statusText;
      response.#url = url;
      response.#redirected = redirected;
      response.#type = type;
      response[contents] = body;
      return response;
    };
  }

  static error() {
    return create({ status: 0, statusText: '', url: '', redirected: false, type: 'error', body: null });
  }

  static redirect(url, status = 302) {
    const location = new URL(`${url}`).href;
    if (!isRedirect(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location } });
  }

  static json(data, init = {}) {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(text, { ...init, headers });
  }

  get status() {
    return this.#status;
  }
  get statusText() {
    return this.#statusText;
  }
  get ok() {
    return this.#status >= 200 && this.#status <= 299;
  }
  get headers() {
    return this.#headers;
  }
  get url() {
    return this.#url;
  }
  get redirected() {
    return this.#redirected;
  }
  get type() {
    return this.#type;
  }

  clone() {
    const copy = create({ status: this.#status, statusText: this.#statusText, headers: this.#headers, url: this.#url,
      redirected: this.#redirected, type: this.#type, body: null });
    return share(this, copy);
  }
}
Object.defineProperty(Response.prototype, Symbol.toStringTag, { configurable: true, value: 'Response' });

module.exports = { Response, isRedirect, bodiless, create: (values) => create(values) };
