'use strict';
// Reads responses of HTTP/1.1 from the pieces of a connection (RFC 9112), as strictly as
// Node does by default.
const { fault } = require('internal/fault');

const maxHead = 16384;
const bodiless = (status) => status === 204 || status === 304 || (status >= 100 && status < 200);

const broken = (code, text) => fault(Error, code, `Parse Error: ${text}`);

// Parser calls on.head(head), on.body(bytes), on.end(trailers). head is {status, message,
// version, raw, keepAlive}; on.head returns what the message is: 'upgrade' (the rest is
// not HTTP, see rest), 'empty' (it has no body), or anything else.
class Parser {
  constructor(on) {
    this.on = on;
    this.state = 'head';
    this.pending = ''; // of a line or a head that is not all there
    this.left = 0; // of a body or a chunk
    this.trailers = [];
    this.rest = null; // what followed an upgrade
    this.size = 0; // of the head or the trailers
  }

  // execute takes a piece. It throws on what is no HTTP.
  execute(bytes) {
    let at = 0;
    while (at < bytes.length && this.state !== 'upgrade') {
      const before = at;
      at = this[this.state](bytes, at);
      if (at === before && this.state === 'done') break; // nobody asked for more
    }
    if (this.state === 'upgrade') this.rest = bytes.subarray(at);
  }

  // finish is the end of the connection; it reports whether the message was whole.
  finish() {
    if (this.state === 'untilClose') {
      this.state = 'done';
      this.on.end([]);
    }
    return this.state === 'done';
  }

  // line takes a line of text that may come in pieces, or returns null.
  line(bytes, at) {
    const end = bytes.indexOf(10, at);
    const stop = end < 0 ? bytes.length : end;
    this.size += stop - at;
    if (this.size > maxHead) throw broken('HPE_HEADER_OVERFLOW', 'Header overflow');
    this.pending += bytes.latin1Slice(at, stop);
    this.next = end < 0 ? bytes.length : end + 1;
    if (end < 0) return null;
    const text = this.pending;
    this.pending = '';
    if (text.charCodeAt(text.length - 1) !== 13) throw broken('HPE_LF_EXPECTED', 'Missing expected CR after response line');
    return text.slice(0, -1);
  }

  head(bytes, at) {
    if (this.pending === '' && this.size === 0 && (bytes[at] === 13 || bytes[at] === 10)) return at + 1; // llhttp skips these
    if (this.pending === '' && this.size === 0) checkStart(bytes, at);
    const text = this.line(bytes, at);
    if (text === null) return this.next;
    const found = /^HTTP\/(1)\.([01]) ([0-9]{3})(?: (.*))?$/.exec(text);
    if (!found) throw broken('HPE_INVALID_CONSTANT', 'Expected HTTP/');
    this.message = { version: `1.${found[2]}`, status: Number(found[3]), message: found[4] || '', raw: [] };
    this.state = 'field';
    return this.next;
  }

  field(bytes, at) {
    const text = this.line(bytes, at);
    if (text === null) return this.next;
    const after = this.next;
    if (text === '') this.begin();
    else addField(this.message.raw, text);
    return after;
  }

  // begin decides, when all headers are there, how long the body is (RFC 9112, 6.3).
  begin() {
    const { message } = this;
    const info = framing(message);
    const kind = this.on.head(message);
    this.size = 0;
    this.trailers = [];
    if (message.status >= 100 && message.status < 200 && message.status !== 101) this.state = 'head';
    else if (kind === 'upgrade') this.state = 'upgrade';
    else if (kind === 'empty' || bodiless(message.status)) this.complete([]);
    else if (info.chunked) this.state = 'chunkSize';
    else if (info.length === 0) this.complete([]);
    else if (info.length > 0) [this.state, this.left] = ['sized', info.length];
    else this.state = 'untilClose';
  }

  complete(trailers) {
    this.state = 'done';
    this.size = 0;
    this.on.end(trailers);
  }

  sized(bytes, at) {
    const piece = bytes.subarray(at, at + this.left);
    this.left -= piece.length;
    this.on.body(piece);
    if (this.left === 0) this.complete([]);
    return at + piece.length;
  }

  untilClose(bytes, at) {
    this.on.body(at === 0 ? bytes : bytes.subarray(at));
    return bytes.length;
  }

  chunkSize(bytes, at) {
    const text = this.line(bytes, at);
    if (text === null) return this.next;
    const found = /^([0-9a-fA-F]{1,13})[ \t]*(?:;[^\0-\x08\x0a-\x1f\x7f]*)?$/.exec(text);
    if (!found) throw broken('HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size');
    this.left = parseInt(found[1], 16);
    this.size = 0;
    this.state = this.left === 0 ? 'trailer' : 'chunk';
    return this.next;
  }

  chunk(bytes, at) {
    const piece = bytes.subarray(at, at + this.left);
    this.left -= piece.length;
    this.on.body(piece);
    if (this.left === 0) this.state = 'chunkEnd';
    return at + piece.length;
  }

  chunkEnd(bytes, at) {
    const text = this.line(bytes, at);
    if (text === null) return this.next;
    if (text !== '') throw broken('HPE_STRICT', 'Expected LF after chunk data');
    this.size = 0;
    this.state = 'chunkSize';
    return this.next;
  }

  trailer(bytes, at) {
    const text = this.line(bytes, at);
    if (text === null) return this.next;
    const after = this.next;
    if (text === '') this.complete(this.trailers);
    else addField(this.trailers, text);
    return after;
  }

  done(bytes, at) {
    return at; // bytes that nobody asked for
  }
}

function checkStart(bytes, at) {
  const begins = bytes.latin1Slice(at, at + 5);
  if (!'HTTP/'.startsWith(begins)) throw broken('HPE_INVALID_CONSTANT', 'Expected HTTP/');
}

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;

function addField(raw, text) {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon);
  if (colon < 1 || !token.test(name)) throw broken('HPE_INVALID_HEADER_TOKEN', 'Invalid header token');
  const value = text.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
  if (/[\0\r]/.test(value)) throw broken('HPE_INVALID_HEADER_TOKEN', 'Invalid header value char');
  if (raw.length >= 4000) throw broken('HPE_HEADER_OVERFLOW', 'Header overflow');
  raw.push(name, value);
}

function framing(message) {
  let length = -1;
  let coded = false;
  let chunked = false;
  message.keepAlive = message.version === '1.1';
  for (let i = 0; i < message.raw.length; i += 2) {
    const value = message.raw[i + 1];
    switch (message.raw[i].toLowerCase()) {
      case 'content-length':
        if (!/^[0-9]{1,15}$/.test(value)) throw broken('HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length');
        if (coded) throw broken('HPE_UNEXPECTED_CONTENT_LENGTH', "Content-Length can't be present with Transfer-Encoding");
        if (length >= 0) throw broken('HPE_UNEXPECTED_CONTENT_LENGTH', 'Content-Length already present');
        length = Number(value);
        break;
      case 'transfer-encoding':
        if (length >= 0) throw broken('HPE_INVALID_TRANSFER_ENCODING', "Transfer-Encoding can't be present with Content-Length");
        coded = true;
        chunked = /(^|,)[ \t]*chunked$/i.test(value);
        break;
      case 'connection':
        if (/(^|,)\s*close\s*(,|$)/i.test(value)) message.keepAlive = false;
        else if (/(^|,)\s*keep-alive\s*(,|$)/i.test(value)) message.keepAlive = true;
    }
  }
  message.keepAlive = message.keepAlive && (chunked || length >= 0 || bodiless(message.status));
  return { length, chunked };
}

module.exports = { Parser };
