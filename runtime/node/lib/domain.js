'use strict';
// https://nodejs.org/docs/latest-v20.x/api/domain.html (deprecated)
//
// A domain catches what is thrown inside run and bind, and the errors of emitters that
// were added. It does not follow timers and promises.
const EventEmitter = require('events');

const stack = [];

class Domain extends EventEmitter {
  members = [];

  add(emitter) {
    if (this.members.includes(emitter)) return;
    this.members.push(emitter);
    emitter.domain = this;
    if (typeof emitter.on === 'function') emitter.on('error', (err) => this.#caught(err));
  }

  remove(emitter) {
    this.members = this.members.filter((member) => member !== emitter);
    emitter.domain = null;
  }

  #caught(err) {
    if (err !== null && typeof err === 'object') Object.defineProperty(err, 'domain', { value: this, configurable: true, writable: true });
    this.emit('error', err);
  }

  run(f, ...args) {
    this.enter();
    try {
      return Reflect.apply(f, this, args);
    } catch (err) {
      if (this.listenerCount('error') === 0) throw err;
      this.#caught(err);
      return undefined;
    } finally {
      this.exit();
    }
  }

  bind(f) {
    const domain = this;
    return function (...args) {
      return domain.run(() => Reflect.apply(f, this, args));
    };
  }

  intercept(f) {
    const domain = this;
    return function (err, ...args) {
      if (err) return domain.#caught(err);
      return domain.run(() => Reflect.apply(f, this, args));
    };
  }

  enter() {
    stack.push(this);
    exports.active = process.domain = this;
  }

  exit() {
    const at = stack.lastIndexOf(this);
    if (at >= 0) stack.length = at;
    exports.active = process.domain = stack.at(-1);
  }

  dispose() {
    this.removeAllListeners();
  }
}

exports._stack = stack;
exports.Domain = Domain;
exports.create = exports.createDomain = () => new Domain();
exports.active = null;
