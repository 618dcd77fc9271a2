'use strict';
// https://nodejs.org/docs/latest-v20.x/api/console.html#new-consolestdout-stderr-ignoreerrors
const { fault } = require('internal/fault');
const { formatWithOptions, inspect } = require('internal/inspect');

function writable(stream, name) {
  if (stream && typeof stream.write === 'function') return stream;
  throw fault(TypeError, 'ERR_CONSOLE_WRITABLE_STREAM', `Console expects a writable stream instance for ${name}`);
}

const milliseconds = (ms) => (ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`);

class Console {
  #out;
  #err;
  #options;
  #step;
  #indent = '';
  #counts = new Map();
  #timers = new Map();

  constructor(options, stderr) {
    if (!options || typeof options.write === 'function') options = { stdout: options, stderr };
    this.#out = writable(options.stdout, 'stdout');
    this.#err = writable(options.stderr === undefined ? options.stdout : options.stderr, 'stderr');
    this.#options = { colors: options.colorMode === true, ...options.inspectOptions };
    this.#step = ' '.repeat(options.groupIndentation ?? 2);
    for (const name of Object.getOwnPropertyNames(Console.prototype)) {
      if (name !== 'constructor') Object.defineProperty(this, name, { value: this[name].bind(this), writable: true, enumerable: true, configurable: true });
    }
  }

  #print(stream, text) {
    if (this.#indent !== '') text = this.#indent + text.replaceAll('\n', `\n${this.#indent}`);
    stream.write(`${text}\n`);
  }

  log(...args) { this.#print(this.#out, formatWithOptions(this.#options, ...args)); }
  debug(...args) { this.log(...args); }
  info(...args) { this.log(...args); }
  dirxml(...args) { this.log(...args); }
  error(...args) { this.#print(this.#err, formatWithOptions(this.#options, ...args)); }
  warn(...args) { this.error(...args); }
  dir(object, options) { this.#print(this.#out, inspect(object, { customInspect: false, ...this.#options, ...options })); }

  trace(...args) {
    const { stack } = new Error();
    const text = formatWithOptions(this.#options, ...args);
    this.error(`Trace${text ? `: ${text}` : ''}\n${stack.split('\n').slice(2).join('\n')}`);
  }

  assert(value, ...args) {
    if (value) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift(args.length > 0 ? 'Assertion failed:' : 'Assertion failed');
    this.warn(...args);
  }

  count(label = 'default') {
    const count = (this.#counts.get(`${label}`) || 0) + 1;
    this.#counts.set(`${label}`, count);
    this.log(`${label}: ${count}`);
  }

  countReset(label = 'default') { this.#counts.delete(`${label}`); }

  group(...args) {
    if (args.length > 0) this.log(...args);
    this.#indent += this.#step;
  }

  groupCollapsed(...args) { this.group(...args); }
  groupEnd() { this.#indent = this.#indent.slice(0, this.#indent.length - this.#step.length); }
  table(data) { this.log(data !== null && typeof data === 'object' ? require('internal/console-table').table(data) : data); }
  time(label = 'default') { this.#timers.set(`${label}`, process.hrtime()); }

  timeLog(label = 'default', ...args) {
    if (!this.#timers.has(`${label}`)) return;
    const [s, ns] = process.hrtime(this.#timers.get(`${label}`));
    this.log('%s: %s', label, milliseconds(s * 1000 + ns / 1e6), ...args);
  }

  timeEnd(label = 'default') {
    this.timeLog(label);
    this.#timers.delete(`${label}`);
  }

  clear() {}
  profile() {}
  profileEnd() {}
  timeStamp() {}
}

module.exports = { Console };
