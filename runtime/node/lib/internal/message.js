'use strict';
// https://nodejs.org/docs/latest-v20.x/api/worker_threads.html#class-messagechannel
//
// Messages are cloned and arrive in a later turn. An open port that listens does not
// keep the run alive, since nobody outside can write to it.
const { fault } = require('internal/fault');
const { Event, EventTarget, handler } = require('internal/event-target');

const token = Symbol('token');

class MessageEvent extends Event {
  #fields;

  constructor(type, options = {}) {
    super(type, options);
    const { data = null, origin = '', lastEventId = '', source = null, ports = [] } = options;
    this.#fields = { data, origin, lastEventId, source, ports };
  }

  get data() { return this.#fields.data; }
  get origin() { return this.#fields.origin; }
  get lastEventId() { return this.#fields.lastEventId; }
  get source() { return this.#fields.source; }
  get ports() { return this.#fields.ports; }
}

class MessagePort extends EventTarget {
  #other;
  #queue = [];
  #started = false;
  #closed = false;
  #wrapped = new Map();

  constructor(secret) {
    if (secret !== token) throw fault(TypeError, 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
    super();
  }

  static {
    MessagePort._join = (a, b) => {
      a.#other = b;
      b.#other = a;
    };
    MessagePort._take = (port) => port.#queue.shift();
  }

  postMessage(value) {
    const data = structuredClone(value);
    const to = this.#other;
    if (!to || to.#closed) return;
    to.#queue.push({ data });
    if (to.#started) setImmediate(() => to.#deliver());
  }

  #deliver() {
    while (this.#queue.length > 0 && !this.#closed) {
      const { data } = this.#queue.shift();
      this.dispatchEvent(new MessageEvent('message', { data }));
    }
  }

  start() {
    if (this.#started) return;
    this.#started = true;
    setImmediate(() => this.#deliver());
  }

  close() {
    if (this.#closed) return;
    const other = this.#other;
    this.#closed = true;
    setImmediate(() => this.dispatchEvent(new Event('close')));
    if (other) other.close();
  }

  ref() {}
  unref() {}
  hasRef() { return false; }

  addEventListener(type, listener, options) {
    super.addEventListener(type, listener, options);
    if (type === 'message') this.start();
  }

  // As an emitter, a port gives the data and no event.
  on(type, listener) {
    const wrapped = (event) => listener(type === 'message' ? event.data : event);
    this.#wrapped.set(listener, wrapped);
    this.addEventListener(type, wrapped);
    return this;
  }

  once(type, listener) {
    const wrapped = (...args) => {
      this.off(type, wrapped);
      listener(...args);
    };
    return this.on(type, wrapped);
  }

  off(type, listener) {
    this.removeEventListener(type, this.#wrapped.get(listener) || listener);
    return this;
  }

  addListener(type, listener) { return this.on(type, listener); }
  removeListener(type, listener) { return this.off(type, listener); }
}
handler(MessagePort.prototype, 'message');
handler(MessagePort.prototype, 'close');

class MessageChannel {
  constructor() {
    this.port1 = new MessagePort(token);
    this.port2 = new MessagePort(token);
    MessagePort._join(this.port1, this.port2);
  }
}

const groups = new Map();

class BroadcastChannel extends EventTarget {
  #name;

  constructor(name) {
    super();
    this.#name = `${name}`;
    if (!groups.has(this.#name)) groups.set(this.#name, new Set());
    groups.get(this.#name).add(this);
  }

  get name() { return this.#name; }

  postMessage(message) {
    const others = groups.get(this.#name);
    if (!others.has(this)) throw new (require('internal/dom-exception').DOMException)('BroadcastChannel is closed.', 'InvalidStateError');
    for (const other of others) {
      const data = structuredClone(message);
      if (other !== this) setImmediate(() => others.has(other) && other.dispatchEvent(new MessageEvent('message', { data })));
    }
  }

  close() { groups.get(this.#name).delete(this); }
  ref() { return this; }
  unref() { return this; }
}
handler(BroadcastChannel.prototype, 'message');

function receiveMessageOnPort(port) {
  const found = MessagePort._take(port);
  return found && { message: found.data };
}

module.exports = { MessageEvent, MessagePort, MessageChannel, BroadcastChannel, receiveMessageOnPort };
