'use strict';
// https://fetch.spec.whatwg.org/#headers-class
const badValue = /[\0\r\n]|[^\0-\xff]/;
const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;

class Headers {
  #list = new Map(); // lower-case name → [values]

  constructor(init = undefined) {
    if (init === undefined) return;
    if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
      throw new TypeError("Headers constructor: init must be an object or a sequence of pairs");
    }
    if (typeof init[Symbol.iterator] === 'function') {
      for (const pair of init) {
        const two = [...pair];
        if (two.length !== 2) throw new TypeError('Headers constructor: expected name/value pair to be length 2');
        this.append(two[0], two[1]);
      }
    } else for (const name of Object.keys(init)) this.append(name, init[name]);
  }

  append(name, value) {
    [name, value] = check('append', name, value);
    if (this.#list.has(name)) this.#list.get(name).push(value);
    else this.#list.set(name, [value]);
  }

  set(name, value) {
    [name, value] = check('set', name, value);
    this.#list.set(name, [value]);
  }

  delete(name) {
    this.#list.delete(checkName('delete', name));
  }

  has(name) {
    return this.#list.has(checkName('has', name));
  }

  get(name) {
    const values = this.#list.get(checkName('get', name));
    return values === undefined ? null : values.join(name.toLowerCase() === 'cookie' ? '; ' : ', ');
  }

  getSetCookie() {
    return [...(this.#list.get('set-cookie') || [])];
  }

  forEach(callback, thisArg = undefined) {
    if (typeof callback !== 'function') throw new TypeError('Headers.forEach: the callback is not a function');
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }

  *entries() {
    for (const name of [...this.#list.keys()].sort()) {
      if (name === 'set-cookie') for (const value of this.#list.get(name)) yield [name, value];
      else yield [name, this.get(name)];
    }
  }

  *keys() {
    for (const [name] of this.entries()) yield name;
  }

  *values() {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, print) {
    const object = Object.fromEntries(this.entries());
    return typeof print === 'function' ? `Headers ${print(object, options)}` : object;
  }
}
Object.defineProperty(Headers.prototype, Symbol.iterator, { configurable: true, writable: true, value: Headers.prototype.entries });
Object.defineProperty(Headers.prototype, Symbol.toStringTag, { configurable: true, value: 'Headers' });

function checkName(method, name) {
  name = `${name}`;
  if (!token.test(name)) throw new TypeError(`Headers.${method}: "${name}" is an invalid header name.`);
  return name.toLowerCase();
}

function check(method, name, value) {
  name = checkName(method, name);
  value = `${value}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (badValue.test(value)) throw new TypeError(`Headers.${method}: "${value}" is an invalid header value.`);
  return [name, value];
}

module.exports = { Headers };
