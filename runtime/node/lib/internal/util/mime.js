'use strict';
// https://nodejs.org/docs/latest-v20.x/api/util.html#class-utilmimetype, which follows
// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
const { fault } = require('internal/fault');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuoted = /[^\t\x20-~\x80-\xff]/; // eslint-disable-line no-control-regex
const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

function wrong(part, text, at) {
  return fault(TypeError, 'ERR_INVALID_MIME_SYNTAX',
    `The MIME syntax for a ${part} in "${text}" is invalid${at === -1 ? '' : ` at ${at}`}`);
}

function checked(value, part, whole, pattern = notToken) {
  const at = value.search(pattern);
  if (at !== -1 || (pattern === notToken && value === '')) throw wrong(part, whole, at);
  return value;
}

let fill;

class MIMEParams {
  #values = new Map();

  static {
    fill = (params, text) => {
      for (const [name, value] of parsed(text)) if (!params.#values.has(name)) params.#values.set(name, value);
      return params;
    };
  }

  delete(name) {
    this.#values.delete(name);
  }

  get(name) {
    return this.#values.has(name) ? this.#values.get(name) : null;
  }

  has(name) {
    return this.#values.has(name);
  }

  set(name, value) {
    name = checked(`${name}`, 'parameter name', `${name}`);
    this.#values.set(name, checked(`${value}`, 'parameter value', `${value}`, notQuoted));
  }

  entries() { return this.#values.entries(); }
  keys() { return this.#values.keys(); }
  values() { return this.#values.values(); }

  toString() {
    return [...this.#values].map(([name, value]) => `${name}=${quoted(value)}`).join(';');
  }
}

const quoted = (value) => (value !== '' && value.search(notToken) === -1 ? value : `"${value.replace(/["\\]/g, '\\$&')}"`);

// parsed reads the parameters that are well formed; others are left out.
function parsed(text) {
  const found = [];
  const parameter = /[ \t\r\n]*([^;=]*)(?:=("(?:\\[^]|[^"\\])*\\?"?[^;]*|[^;]*))?(?:;|$)/y;
  const end = text.trimEnd().length;
  while (parameter.lastIndex < end) {
    const [, name, raw] = parameter.exec(text);
    if (raw === undefined) continue;
    const value = raw.startsWith('"') ? unquote(raw) : raw.replace(/[ \t\r\n]+$/, '');
    if (value === '' && !raw.startsWith('"')) continue;
    if (name !== '' && name.search(notToken) === -1 && value.search(notQuoted) === -1) found.push([lower(name), value]);
  }
  return found;
}

function unquote(raw) {
  let value = '';
  for (let i = 1; i < raw.length && raw[i] !== '"'; i++) {
    if (raw[i] === '\\' && i + 1 < raw.length) i++;
    value += raw[i];
  }
  return value;
}

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(input) {
    const text = `${input}`;
    const start = text.search(/[^\r\n\t ]|$/);
    const slash = text.indexOf('/', start);
    this.#type = lower(checked(slash < 0 ? text.slice(start) : text.slice(start, slash), 'type', text));
    if (slash < 0) throw wrong('type', text, -1);
    const semicolon = text.indexOf(';', slash);
    const rest = semicolon < 0 ? text.slice(slash + 1) : text.slice(slash + 1, semicolon);
    this.#subtype = lower(checked(rest.replace(/[\r\n\t ]+$/, ''), 'subtype', text));
    this.#params = fill(new MIMEParams(), semicolon < 0 ? '' : text.slice(semicolon + 1));
  }

  get type() { return this.#type; }
  set type(value) { this.#type = lower(checked(`${value}`, 'type', `${value}`)); }
  get subtype() { return this.#subtype; }
  set subtype(value) { this.#subtype = lower(checked(`${value}`, 'subtype', `${value}`)); }
  get essence() { return `${this.#type}/${this.#subtype}`; }
  get params() { return this.#params; }

  toString() {
    const params = this.#params.toString();
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}

for (const C of [MIMEParams, MIMEType]) {
  Object.defineProperty(C.prototype, 'toJSON', { value: C.prototype.toString, writable: true, configurable: true });
}
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, { value: MIMEParams.prototype.entries, writable: true, configurable: true });

module.exports = { MIMEType, MIMEParams };
