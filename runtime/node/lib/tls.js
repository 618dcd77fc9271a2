'use strict';
// https://nodejs.org/api/tls.html, the client side of it. TLS is crypto/tls of Go, which
// speaks 1.2 and 1.3 with ciphers of its own choice.
const { fault } = require('internal/fault');
const { Server } = require('internal/net/server');
const { normalize } = require('internal/net/connect');
const { TLSSocket } = require('internal/tls/socket');
const { SecureContext, prepare } = require('internal/tls/options');
const { checkServerIdentity } = require('internal/tls/identity');

function connect(...args) {
  let [options, callback] = normalize(args);
  const more = args.find((arg, i) => i > 0 && typeof arg === 'object' && arg !== null);
  if (more) options = { ...options, ...more };
  prepare(options, null); // throws on what is wrong
  const socket = new TLSSocket(options.socket, options);
  if (callback) socket.once('secureConnect', callback);
  if (options.timeout) socket.setTimeout(options.timeout);
  if (options.socket) return socket;
  return socket.connect(options, null);
}

function TLSServer(options, listener) {
  if (!(this instanceof TLSServer)) return new TLSServer(options, listener);
  Server.call(this, null, typeof options === 'function' ? options : listener);
}
Object.setPrototypeOf(TLSServer.prototype, Server.prototype);
Object.setPrototypeOf(TLSServer, Server);

const ciphers = ['tls_aes_256_gcm_sha384', 'tls_chacha20_poly1305_sha256', 'tls_aes_128_gcm_sha256',
  'ecdhe-rsa-aes128-gcm-sha256', 'ecdhe-ecdsa-aes128-gcm-sha256', 'ecdhe-rsa-aes256-gcm-sha384', 'ecdhe-ecdsa-aes256-gcm-sha384',
  'ecdhe-rsa-chacha20-poly1305', 'ecdhe-ecdsa-chacha20-poly1305'];

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS: ciphers.map((name) => name.toUpperCase()).join(':'),
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  rootCertificates: Object.freeze([]), // the operator's are not shown
  SecureContext,
  Server: TLSServer,
  TLSSocket,
  checkServerIdentity,
  connect,
  createSecureContext: (options) => new SecureContext(options),
  createServer: (options, listener) => new TLSServer(options, listener),
  getCiphers: () => ciphers.slice(),
  convertALPNProtocols(protocols, out) {
    const { Buffer } = require('buffer');
    if (Array.isArray(protocols)) out.ALPNProtocols = Buffer.concat(protocols.map((p) => Buffer.concat([Buffer.from([p.length]), Buffer.from(p)])));
    else if (ArrayBuffer.isView(protocols)) out.ALPNProtocols = Buffer.from(protocols);
  },
  createSecurePair() {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'tls.createSecurePair is not available in this runtime');
  },
};
