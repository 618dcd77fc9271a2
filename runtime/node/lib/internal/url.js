'use strict';
// The classes URL and URLSearchParams: https://nodejs.org/api/url.html#the-whatwg-url-api
const { fault, wrongType } = require('internal/fault');
const binding = internalBinding('url');

const inspect = Symbol.for('nodejs.util.inspect.custom');

// The order of what the binding's parse and set return.
const HREF = 0, ORIGIN = 1, PROTOCOL = 2, USERNAME = 3, PASSWORD = 4, HOST = 5, HOSTNAME = 6, PORT = 7,
  PATHNAME = 8, SEARCH = 9, HASH = 10;

// link ties the searchParams of a URL to it; set by the class URL.
let link;
let refresh;

function missing(...names) {
  const quoted = names.map((n) => `"${n}"`);
  const list = quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}` : quoted[0];
  return fault(TypeError, 'ERR_MISSING_ARGS', `The ${list} argument${quoted.length > 1 ? 's' : ''} must be specified`);
}

// text is WebIDL's USVString: lone surrogates become U+FFFD.
const text = (value) => {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  const s = `${value}`;
  return /[\ud800-\udfff]/.test(s) ? binding.wellFormed(s) : s;
};

class URLSearchParams {
  #list = []; // name, value, name, value, …
  #url;

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') this.#fill(init);
    else {
      const query = text(init);
      this.#list = binding.parseForm(query[0] === '?' ? query.slice(1) : query);
    }
  }

  #fill(init) {
    const iterator = init[Symbol.iterator];
    if (iterator === undefined || iterator === null) {
      for (const key of Reflect.ownKeys(init)) {
        const d = Reflect.getOwnPropertyDescriptor(init, key);
        if (d !== undefined && d.enumerable) this.#replace(text(key), text(init[key]));
      }
      return;
    }
    if (typeof iterator !== 'function') throw fault(TypeError, 'ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
    for (const pair of init) {
      if (pair === null || typeof pair !== 'object' || typeof pair[Symbol.iterator] !== 'function') throw badPair();
      const two = Array.from(pair);
      if (two.length !== 2) throw badPair();
      this.#list.push(text(two[0]), text(two[1]));
    }
  }

  // #replace sets a record's key, which counts once even if two keys become one.
  #replace(name, value) {
    const i = this.#find(name);
    if (i >= 0) this.#list[i + 1] = value;
    else this.#list.push(name, value);
  }

  #find(name) {
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) return i;
    return -1;
  }

  #changed() {
    if (this.#url !== undefined) refresh(this.#url, binding.serializeForm(this.#list));
  }

  static {
    link = (params, url, query) => {
      params.#url = url;
      params.#list = binding.parseForm(query[0] === '?' ? query.slice(1) : query);
    };
  }

  get size() {
    return this.#list.length / 2;
  }

  append(name, value) {
    if (arguments.length < 2) throw missing('name', 'value');
    this.#list.push(text(name), text(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    if (arguments.length < 1) throw missing('name');
    name = text(name);
    if (value !== undefined) value = text(value);
    const kept = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      const gone = this.#list[i] === name && (value === undefined || this.#list[i + 1] === value);
      if (!gone) kept.push(this.#list[i], this.#list[i + 1]);
    }
    this.#list = kept;
    this.#changed();
  }

  get(name) {
    if (arguments.length < 1) throw missing('name');
    const i = this.#find(text(name));
    return i < 0 ? null : this.#list[i + 1];
  }

  getAll(name) {
    if (arguments.length < 1) throw missing('name');
    name = text(name);
    return this.#list.filter((_, i) => i % 2 === 1 && this.#list[i - 1] === name);
  }

  has(name, value = undefined) {
    if (arguments.length < 1) throw missing('name');
    name = text(name);
    if (value === undefined) return this.#find(name) >= 0;
    value = text(value);
    return this.#list.some((v, i) => i % 2 === 1 && v === value && this.#list[i - 1] === name);
  }

  set(name, value) {
    if (arguments.length < 2) throw missing('name', 'value');
    name = text(name);
    value = text(value);
    const first = this.#find(name);
    if (first < 0) this.#list.push(name, value);
    else {
      this.#list[first + 1] = value;
      const list = this.#list;
      this.#list = list.filter((_, i) => i < first + 2 || list[i - (i % 2)] !== name);
    }
    this.#changed();
  }

  sort() {
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed();
  }

  forEach(callback, thisArg = undefined) {
    if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
  }

  entries() {
    return iterate(this, () => this.#list, (list, i) => [list[i], list[i + 1]]);
  }

  keys() {
    return iterate(this, () => this.#list, (list, i) => list[i]);
  }

  values() {
    return iterate(this, () => this.#list, (list, i) => list[i + 1]);
  }

  toString() {
    return binding.serializeForm(this.#list);
  }

  [inspect](depth, options, print) {
    const show = typeof print === 'function' ? (s) => print(s, options) : JSON.stringify;
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push(`${show(this.#list[i])} => ${show(this.#list[i + 1])}`);
    return pairs.length ? `${this.constructor.name} { ${pairs.join(', ')} }` : `${this.constructor.name} {}`;
  }
}

const badPair = () =>
  fault(TypeError, 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const paramsIterator = Object.create(iteratorPrototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'URLSearchParams Iterator' },
});

// iterate is live: it sees what is appended while it runs.
function iterate(params, list, item) {
  let i = 0;
  const iterator = Object.create(paramsIterator);
  Object.defineProperty(iterator, 'next', {
    value: () => {
      const now = list();
      if (i >= now.length) return { value: undefined, done: true };
      i += 2;
      return { value: item(now, i - 2), done: false };
    },
  });
  return iterator;
}

class URL {
  #parts;
  #params;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missing('url');
    const url = text(input);
    if (base !== undefined) base = text(base);
    this.#parts = binding.parse(url, base);
    if (this.#parts === undefined) {
      throw fault(TypeError, 'ERR_INVALID_URL', 'Invalid URL', base === undefined ? { input: url } : { input: url, base });
    }
  }

  static createObjectURL(object) {
    return require('internal/blob').createObjectURL(object);
  }
  static revokeObjectURL(url) {
    require('internal/blob').revokeObjectURL(url);
  }
  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw missing('url');
    return binding.parse(text(input), base === undefined ? base : text(base)) !== undefined;
  }

  static {
    refresh = (url, query) => {
      url.#parts = binding.set(url.#parts[HREF], 'search', query) || url.#parts;
    };
  }

  #set(property, value) {
    this.#parts = binding.set(this.#parts[HREF], property, text(value)) || this.#parts;
  }

  #relink() {
    if (this.#params !== undefined) link(this.#params, this, this.#parts[SEARCH]);
  }

  get href() {
    return this.#parts[HREF];
  }
  set href(value) {
    value = text(value);
    const parts = binding.parse(value);
    if (parts === undefined) throw fault(TypeError, 'ERR_INVALID_URL', 'Invalid URL', { input: value });
    this.#parts = parts;
    this.#relink();
  }

  get origin() {
    return this.#parts[ORIGIN];
  }

  get protocol() {
    return this.#parts[PROTOCOL];
  }
  set protocol(value) {
    this.#set('protocol', value);
  }

  get username() {
    return this.#parts[USERNAME];
  }
  set username(value) {
    this.#set('username', value);
  }

  get password() {
    return this.#parts[PASSWORD];
  }
  set password(value) {
    this.#set('password', value);
  }

  get host() {
    return this.#parts[HOST];
  }
  set host(value) {
    this.#set('host', value);
  }

  get hostname() {
    return this.#parts[HOSTNAME];
  }
  set hostname(value) {
    this.#set('hostname', value);
  }

  get port() {
    return this.#parts[PORT];
  }
  set port(value) {
    this.#set('port', value);
  }

  get pathname() {
    return this.#parts[PATHNAME];
  }
  set pathname(value) {
    this.#set('pathname', value);
  }

  get search() {
    return this.#parts[SEARCH];
  }
  set search(value) {
    this.#set('search', value);
    this.#relink();
  }

  get searchParams() {
    if (this.#params === undefined) {
      this.#params = new URLSearchParams();
      link(this.#params, this, this.#parts[SEARCH]);
    }
    return this.#params;
  }

  get hash() {
    return this.#parts[HASH];
  }
  set hash(value) {
    this.#set('hash', value);
  }

  toString() {
    return this.#parts[HREF];
  }

  toJSON() {
    return this.#parts[HREF];
  }

  [inspect](depth, options, print) {
    if (typeof print !== 'function') return this.href;
    const view = Object.create(Object.getPrototypeOf(this), { [inspect]: { value: undefined } });
    for (const name of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']) {
      Object.defineProperty(view, name, { value: this[name], enumerable: true });
    }
    return print(view, options);
  }
}

function enumerable(prototype, names) {
  for (const name of names) Object.defineProperty(prototype, name, { enumerable: true });
}

function tag(prototype, name) {
  Object.defineProperty(prototype, Symbol.toStringTag, { configurable: true, value: name });
}

enumerable(URL.prototype, ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port',
  'pathname', 'search', 'searchParams', 'hash', 'toString', 'toJSON']);
enumerable(URLSearchParams.prototype, ['append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'entries',
  'forEach', 'keys', 'values', 'toString', 'size']);
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator,
  { configurable: true, writable: true, value: URLSearchParams.prototype.entries });
tag(URL.prototype, 'URL');
tag(URLSearchParams.prototype, 'URLSearchParams');

module.exports = { URL, URLSearchParams };
