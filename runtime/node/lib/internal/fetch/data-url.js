'use strict';
// https://fetch.spec.whatwg.org/#data-url-processor

// parse returns {bytes, type}, or null for what is no such URL.
function parse(url) {
  const text = url.href.slice(5).replace(/#.*$/, '');
  const comma = text.indexOf(',');
  if (comma < 0) return null;
  let type = text.slice(0, comma).trim();
  const { Buffer } = require('buffer');
  let bytes = percentDecode(text.slice(comma + 1), Buffer);
  const marked = /;\u0020*base64$/i.exec(type);
  if (marked) {
    const plain = bytes.toString('latin1').replace(/[\t\n\f\r ]/g, '').replace(/={1,2}$/, '');
    if (/[^A-Za-z0-9+/]/.test(plain) || plain.length % 4 === 1) return null;
    bytes = Buffer.from(plain, 'base64');
    type = type.slice(0, marked.index);
  }
  if (type.startsWith(';')) type = `text/plain${type}`;
  if (!/^[^\s/;]+\/[^\s/;]+/.test(type)) type = 'text/plain;charset=US-ASCII';
  return { bytes, type };
}

function percentDecode(text, Buffer) {
  const bytes = Buffer.from(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const hex = bytes[i] === 37 ? bytes.latin1Slice(i + 1, i + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes[length++] = parseInt(hex, 16);
      i += 2;
    } else bytes[length++] = bytes[i];
  }
  return bytes.subarray(0, length);
}

module.exports = { parse };
