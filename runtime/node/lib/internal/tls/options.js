'use strict';
// What a TLS connection is asked for: https://nodejs.org/api/tls.html#tlsconnectoptions-callback
const { fault, wrongType } = require('internal/fault');
const { isIP } = require('internal/net/ip');

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const methods = { TLSv1_2_method: 'TLSv1.2', TLSv1_2_client_method: 'TLSv1.2' };

function checkVersion(value, name) {
  if (value === undefined || value === null || versions.includes(value)) return;
  throw fault(TypeError, 'ERR_TLS_INVALID_PROTOCOL_VERSION', `"${value}" is not a valid ${name} TLS protocol version`);
}

function list(value, name) {
  if (value === undefined || value === null || value === '') return [];
  const found = Array.isArray(value) ? value : [value];
  return found.map((item) => {
    const pem = item && item.pem !== undefined && !ArrayBuffer.isView(item) ? item.pem : item;
    if (typeof pem === 'string' || ArrayBuffer.isView(pem) || pem instanceof ArrayBuffer) return pem;
    throw wrongType(`options.${name}`, 'of type string or an instance of Buffer, TypedArray, or DataView', value);
  });
}

// SecureContext holds certificates and keys: tls.createSecureContext makes it.
class SecureContext {
  constructor(options = {}) {
    options = options || {};
    checkVersion(options.minVersion, 'minimum');
    checkVersion(options.maxVersion, 'maximum');
    if (options.pfx) throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'the TLS option pfx is not available in this runtime; give cert and key as PEM');
    this.ca = list(options.ca, 'ca');
    this.cert = list(options.cert, 'cert');
    this.key = list(options.key, 'key');
    const only = methods[options.secureProtocol];
    this.minVersion = only || options.minVersion;
    this.maxVersion = only || options.maxVersion;
    this.context = this;
  }
}

function protocols(value) {
  if (!value) return [];
  if (Array.isArray(value)) return value.map((p) => (typeof p === 'string' ? p : Buffer.from(p).toString('latin1')));
  const found = []; // in the form that goes on the wire
  for (let i = 0; i < value.length; i += value[i] + 1) found.push(require('buffer').Buffer.from(value.slice(i + 1, i + 1 + value[i])).toString('latin1'));
  return found;
}

// prepare makes what the Go side reads. host is where the socket below goes.
function prepare(options, host) {
  const context = options.secureContext instanceof SecureContext ? options.secureContext : new SecureContext(options);
  const identity = options.servername || options.host || host || 'localhost';
  const { ca, cert, key, minVersion, maxVersion } = context;
  return {
    servername: isIP(identity) ? '' : String(identity),
    identity: String(identity),
    alpn: protocols(options.ALPNProtocols),
    rejectUnauthorized: options.rejectUnauthorized !== false,
    ca, cert, key, minVersion, maxVersion,
  };
}

module.exports = { SecureContext, prepare };
