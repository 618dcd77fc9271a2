'use strict';
// https://fetch.spec.whatwg.org/#fetch-method, as Node 20 does it: no CORS, no cookies,
// no cache. Compressed answers are not asked for.
const { URL } = require('internal/url');
const { Headers } = require('internal/fetch/headers');
const { Request } = require('internal/fetch/request');
const { isRedirect, bodiless, create } = require('internal/fetch/response');
const { streamed, contents, used } = require('internal/fetch/body');
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
  const body = request[contents] === null ? undefined : await request[contents].load();
  request[used] = body !== undefined;
  const hop = { method: request.method, url: new URL(request.url), headers: new Headers(request.headers), body, type: 'basic' };
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

// send resolves with {status, message, headers, exchange, signal}.
function send({ method, url, headers, body }, signal) {
  return new Promise((resolve, reject) => {
    const protocol = url.protocol.slice(0, -1);
    if (protocol !== 'http' && protocol !== 'https') return reject(failed(new Error('unknown scheme')));
    const raw = rawHeaders(method, headers, url);
    const port = url.port || (protocol === 'https' ? 443 : 80);
    let stop = () => {};
    const exchange = binding.open(method, protocol, url.hostname.replace(/^\[|\]$/g, ''), port, url.pathname + url.search, raw, body,
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
  });
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
    hop.body = undefined;
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) {
      hop.headers.delete(name);
    }
  }
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
    body: empty ? null : streamed(reader(answer)),
  });
}

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
      if (err) return done(new TypeError('terminated', { cause: err }));
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
