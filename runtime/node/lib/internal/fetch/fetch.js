'use strict';
// https://fetch.spec.whatwg.org/#fetch-method, as Node 20 does it: no CORS, no cookies,
// no cache.
const { URL } = require('internal/url');
const { DOMException } = require('internal/dom-exception');
const { Headers } = require('internal/fetch/headers');
const { Request } = require('internal/fetch/request');
const { isRedirect, bodiless, create } = require('internal/fetch/response');
const { streamed, held, load, chunk, contents, used } = require('internal/fetch/body');
const binding = internalBinding('http');

const maxRedirects = 20;
const defaults = { accept: '*/*', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' };

// Only these follow a redirect to another origin. Node drops authorization, cookie and
// host; but keys travel in headers of any name, and all of them are meant for the first.
const harmless = /^(accept|accept-language|accept-encoding|content-(type|length|language|encoding|location)|user-agent)$/;

const failed = (cause) => new TypeError('fetch failed', { cause });

async function fetch(input, init = undefined) {
  const request = new Request(input, init);
  const signal = (init && init.signal) || (input instanceof Request ? input.signal : null);
  if (signal && signal.aborted) throw signal.reason;
  const url = new URL(request.url);
  if (url.protocol === 'data:' || url.protocol === 'blob:') return local(url, request);
  request[used] = request[contents] !== null;
  const hop = { method: request.method, url, headers: new Headers(request.headers), body: request[contents], type: 'basic' };
  for (let count = 0; ; count++) {
    const answer = await send(hop, signal);
    const location = isRedirect(answer.status) && request.redirect !== 'manual' ? answer.headers.get('location') : null;
    if (location === null) return respond(answer, hop, count > 0);
    drain(answer);
    if (request.redirect === 'error') throw failed(new Error('unexpected redirect'));
    if (count >= maxRedirects) throw failed(new Error('redirect count exceeded'));
    follow(hop, answer.status, location);
  }
}

// local answers without the network.
function local(url, request) {
  const found = url.protocol === 'data:' ? require('internal/fetch/data-url').parse(url) : blobOf(url, request);
  if (!found) throw failed(new Error(url.protocol === 'data:' ? 'failed to fetch the data URL' : 'invalid method'));
  const { bytes, type, length } = found;
  url.hash = '';
  const headers = new Headers(length === undefined ? { 'content-type': type } : { 'content-length': `${length}`, 'content-type': type });
  return create({ status: 200, statusText: 'OK', headers, url: url.href, redirected: false, type: 'basic', body: held(bytes, type) });
}

function blobOf(url, request) {
  const { resolveObjectURL, contents: bytesOf } = require('internal/blob');
  const blob = resolveObjectURL(url.href.replace(/#.*$/, ''));
  if (!blob || request.method !== 'GET') return null;
  return { bytes: blob[bytesOf], type: blob.type, length: blob.size };
}

// send resolves with {status, message, headers, exchange, signal}.
function send({ method, url, headers, body }, signal) {
  return new Promise((resolve, reject) => {
    const protocol = url.protocol.slice(0, -1);
    if (protocol !== 'http' && protocol !== 'https') return reject(failed(new Error('unknown scheme')));
    const raw = rawHeaders(method, headers, url);
    const stream = body !== null && body.bytes === null ? body : null;
    const port = url.port || (protocol === 'https' ? 443 : 80);
    let stop = () => {};
    const exchange = binding.open(method, protocol, url.hostname.replace(/^\[|\]$/g, ''), port, url.pathname + url.search, raw,
      stream ? true : body === null ? undefined : body.bytes,
      (err, status, message, list) => {
        stop();
        if (err) return reject(failed(err));
        const answer = new Headers();
        for (let i = 0; i < list.length; i += 2) answer.append(list[i], list[i + 1]);
        resolve({ status, message, headers: answer, exchange, signal });
      });
    stop = whenAborted(signal, () => {
      exchange.abort();
      reject(signal.reason);
    });
    if (stream) {
      upload(exchange, stream).catch((cause) => {
        exchange.abort();
        reject(failed(cause));
      });
    }
  });
}

// upload sends the pieces of a stream as they come.
async function upload(exchange, body) {
  if (body.stream === null) return exchange.write(await load(body), () => exchange.end());
  const reader = body.stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const bytes = chunk(step.value);
    if (bytes.length === 0) continue;
    const err = await new Promise((resolve) => exchange.write(bytes, resolve));
    if (err) return reader.cancel(err); // the answer, or its failure, tells why
  }
  exchange.end();
}

function whenAborted(signal, abort) {
  if (!signal) return () => {};
  if (signal.aborted) {
    abort();
    return () => {};
  }
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

function rawHeaders(method, headers, url) {
  const raw = headers.has('host') ? [] : ['host', url.host];
  if (!headers.has('connection')) raw.push('connection', method === 'HEAD' ? 'close' : 'keep-alive');
  for (const name of Object.keys(defaults)) if (!headers.has(name)) raw.push(name, defaults[name]);
  if (!headers.has('accept-encoding')) raw.push('accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate');
  for (const [name, value] of headers) raw.push(name, value);
  return raw;
}

function follow(hop, status, location) {
  let next;
  try {
    next = new URL(location, hop.url.href);
  } catch (cause) {
    throw failed(cause);
  }
  if (next.protocol !== 'http:' && next.protocol !== 'https:') {
    throw failed(new Error('URL scheme must be a HTTP(S) scheme'));
  }
  if (!next.hash) next.hash = hop.url.hash;
  const becomesGet = ((status === 301 || status === 302) && hop.method === 'POST') ||
    (status === 303 && hop.method !== 'GET' && hop.method !== 'HEAD');
  if (becomesGet) {
    hop.method = 'GET';
    hop.body = null;
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) {
      hop.headers.delete(name);
    }
  }
  if (status !== 303 && hop.body !== null && hop.body.bytes === null) throw failed(new Error('the body of the request is a stream and cannot be sent again'));
  if (next.origin !== hop.url.origin) {
    for (const name of [...hop.headers.keys()]) if (!harmless.test(name)) hop.headers.delete(name);
    hop.type = 'cors';
  }
  hop.url = next;
}

function respond(answer, hop, redirected) {
  const url = new URL(hop.url.href);
  url.hash = '';
  const empty = bodiless.has(answer.status) || hop.method === 'HEAD';
  if (empty) drain(answer);
  return create({
    status: answer.status,
    statusText: answer.message,
    headers: answer.headers,
    url: url.href,
    redirected,
    type: hop.type,
    body: empty ? null : streamed(...sourceOf(answer)),
  });
}

// sourceOf makes what a body is read from, and what gives it up.
function sourceOf(answer) {
  let read = reader(answer);
  const coding = answer.headers.get('content-encoding');
  if (coding) {
    const { decoded } = require('internal/fetch/decode');
    read = decoded(read, coding, binding.maxResponseBytes());
  }
  return [wrapped(read), () => answer.exchange.abort()];
}

// wrapped makes the error of a body that breaks.
const wrapped = (read) => (done) => read((err, piece, last) => {
  if (!err || err instanceof DOMException || err.name === 'AbortError') return done(err, piece, last);
  done(new TypeError('terminated', { cause: err }));
});

// reader reads piece by piece, and fails as soon as the signal is aborted.
function reader({ exchange, signal }) {
  return (done) => {
    const stop = whenAborted(signal, () => {
      exchange.abort();
      done(signal.reason);
    });
    if (signal && signal.aborted) return;
    exchange.read((err, piece, last) => {
      stop();
      if (err) return done(err);
      done(null, piece, last);
    });
  };
}

// drain reads what nobody wants, so that the connection can be used again.
function drain({ exchange }) {
  exchange.read((err, piece, last) => {
    if (!err && !last) drain({ exchange });
  });
}

module.exports = { fetch };
