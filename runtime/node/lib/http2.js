'use strict';
// https://nodejs.org/api/http2.html. HTTP/2 does not exist here: the module does, so that
// feature detection works, and throws when it is used.
const { fault } = require('internal/fault');

const absent = (name) => ({
  [name]() {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `http2.${name} is not available in this runtime: requests are sent with HTTP/1.1`);
  },
})[name];

// The names of headers and status codes that packages read without speaking HTTP/2.
const headers = ['authority', 'method', 'path', 'scheme', 'status', 'protocol'].map((name) => [`HTTP2_HEADER_${name.toUpperCase()}`, `:${name}`]);
const plain = ['accept', 'accept-encoding', 'authorization', 'cache-control', 'connection', 'content-encoding', 'content-length', 'content-type', 'cookie', 'date', 'etag',
  'host', 'http2-settings', 'keep-alive', 'location', 'proxy-connection', 'set-cookie', 'te', 'transfer-encoding', 'upgrade', 'user-agent', 'vary'];
const methods = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];
const constants = Object.fromEntries([
  ...headers,
  ...plain.map((name) => [`HTTP2_HEADER_${name.toUpperCase().replace(/-/g, '_')}`, name]),
  ...methods.map((name) => [`HTTP2_METHOD_${name}`, name]),
  ['NGHTTP2_NO_ERROR', 0], ['NGHTTP2_PROTOCOL_ERROR', 1], ['NGHTTP2_INTERNAL_ERROR', 2], ['NGHTTP2_REFUSED_STREAM', 7], ['NGHTTP2_CANCEL', 8],
  ['HTTP_STATUS_OK', 200], ['HTTP_STATUS_NO_CONTENT', 204], ['HTTP_STATUS_NOT_FOUND', 404], ['HTTP_STATUS_INTERNAL_SERVER_ERROR', 500],
]);

module.exports = {
  constants,
  sensitiveHeaders: Symbol('nodejs.http2.sensitiveHeaders'),
  connect: absent('connect'),
  createServer: absent('createServer'),
  createSecureServer: absent('createSecureServer'),
  performServerHandshake: absent('performServerHandshake'),
  getDefaultSettings: absent('getDefaultSettings'),
  getPackedSettings: absent('getPackedSettings'),
  getUnpackedSettings: absent('getUnpackedSettings'),
  Http2ServerRequest: absent('Http2ServerRequest'),
  Http2ServerResponse: absent('Http2ServerResponse'),
};
