'use strict';
// https://nodejs.org/docs/latest-v20.x/api/events.html#class-customevent
const { Event } = require('internal/event-target');

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    super(...(arguments.length === 0 ? [] : [type, options]));
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    return this.#detail;
  }
}
Object.defineProperty(CustomEvent.prototype, Symbol.toStringTag, { configurable: true, value: 'CustomEvent' });

module.exports = { CustomEvent };
