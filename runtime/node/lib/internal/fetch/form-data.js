'use strict';
// https://xhr.spec.whatwg.org/#interface-formdata
const { Blob, File, contents } = require('internal/blob');
const { Buffer } = require('buffer');

const wellFormed = (value) => Buffer.from(`${value}`).toString();

function entry(args, method) {
  let [name, value, filename] = args;
  if (args.length < 2) throw new TypeError(`FormData.${method}: 2 arguments required, but only ${args.length} present.`);
  const isBlob = value instanceof Blob;
  if (args.length > 2 && !isBlob) throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
  name = wellFormed(name);
  if (!isBlob) return [name, wellFormed(value)];
  if (!(value instanceof File)) value = new File([value], 'blob', { type: value.type });
  if (filename !== undefined) value = new File([value], wellFormed(filename), { type: value.type, lastModified: value.lastModified });
  return [name, value];
}

class FormData {
  #entries = [];

  constructor(form = undefined) {
    if (form !== undefined) throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
  }

  append(...args) {
    this.#entries.push(entry(args, 'append'));
  }

  set(...args) {
    const made = entry(args, 'set');
    const at = this.#entries.findIndex(([name]) => name === made[0]);
    if (at < 0) return void this.#entries.push(made);
    this.#entries[at] = made;
    this.#entries = this.#entries.filter(([name], i) => i <= at || name !== made[0]);
  }

  delete(name) {
    name = wellFormed(name);
    this.#entries = this.#entries.filter((e) => e[0] !== name);
  }

  get(name) {
    name = wellFormed(name);
    const found = this.#entries.find((e) => e[0] === name);
    return found ? found[1] : null;
  }

  getAll(name) {
    name = wellFormed(name);
    return this.#entries.filter((e) => e[0] === name).map((e) => e[1]);
  }

  has(name) {
    name = wellFormed(name);
    return this.#entries.some((e) => e[0] === name);
  }

  forEach(callback, thisArg = undefined) {
    if (typeof callback !== 'function') throw new TypeError("Failed to execute 'forEach' on 'FormData': parameter 1 is not of type 'Function'.");
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }

  *entries() {
    for (let i = 0; i < this.#entries.length; i++) yield [...this.#entries[i]];
  }
  *keys() {
    for (const [name] of this.entries()) yield name;
  }
  *values() {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, print) {
    const object = {};
    for (const [name, value] of this.#entries) object[name] = name in object ? [].concat(object[name], value) : value;
    return typeof print === 'function' ? `FormData ${print(object, options)}` : object;
  }
}
Object.defineProperty(FormData.prototype, Symbol.iterator, { configurable: true, writable: true, value: FormData.prototype.entries });
Object.defineProperty(FormData.prototype, Symbol.toStringTag, { configurable: true, value: 'FormData' });

const escaped = (name) => name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
const lines = (text) => text.replace(/\r?\n|\r/g, '\r\n');

// encode makes the multipart body: {bytes, type}.
function encode(form) {
  const boundary = `----formdata-undici-0${String(Math.floor(Math.random() * 1e11)).padStart(11, '0')}`;
  const parts = [];
  for (const [name, value] of form) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(lines(name))}"`;
    if (typeof value === 'string') {
      parts.push(Buffer.from(`${head}\r\n\r\n${lines(value)}\r\n`));
      continue;
    }
    head += value.name ? `; filename="${escaped(value.name)}"` : '';
    parts.push(Buffer.from(`${head}\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`), value[contents], Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { bytes: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

// decode reads a body of the given type into a FormData, or throws.
function decode(bytes, type) {
  const [essence] = type.split(';');
  const form = new FormData();
  switch (essence.trim().toLowerCase()) {
    case 'application/x-www-form-urlencoded':
      for (const [name, value] of new (require('internal/url').URLSearchParams)(bytes.toString())) form.append(name, value);
      return form;
    case 'multipart/form-data': {
      const found = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
      if (found) return multipart(form, bytes, found[1] || found[2]);
    }
  }
  throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
}

const maxParts = 10000;

function multipart(form, bytes, boundary) {
  const mark = Buffer.from(`--${boundary}`);
  const broken = () => new TypeError('Failed to parse body as FormData.');
  let at = bytes.indexOf(mark);
  if (at < 0) throw broken();
  for (let count = 0; ; count++) {
    at += mark.length;
    if (bytes.latin1Slice(at, at + 2) === '--') return form;
    if (bytes.latin1Slice(at, at + 2) !== '\r\n' || count >= maxParts) throw broken();
    const head = bytes.indexOf('\r\n\r\n', at);
    const next = head < 0 ? -1 : bytes.indexOf(`\r\n--${boundary}`, head + 4);
    if (next < 0) throw broken();
    part(form, bytes.toString('utf8', at + 2, head), bytes.subarray(head + 4, next), broken);
    at = next + 2;
  }
}

function part(form, head, body, broken) {
  const unescape = (text) => text.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
  const name = /^content-disposition:\s*form-data\s*;(?:.*;)?\s*name="([^"\r\n]*)"/im.exec(head);
  if (!name) throw broken();
  const filename = /^content-disposition:.*;\s*filename="([^"\r\n]*)"/im.exec(head);
  const type = /^content-type:[ \t]*([^\r\n]*)/im.exec(head);
  if (!filename) return form.append(unescape(name[1]), body.toString());
  form.append(unescape(name[1]), new File([body], unescape(filename[1]), { type: type ? type[1].trim() : 'text/plain' }));
}

module.exports = { FormData, encode, decode };
