'use strict';
// https://nodejs.org/docs/latest-v20.x/api/events.html#class-eventseventemitterasyncresource-extends-eventemitter
const { wrongType } = require('internal/fault');
const EventEmitter = require('events');
const { AsyncResource } = require('async_hooks');

class EmitterResource extends AsyncResource {
  constructor(emitter, name, options) {
    super(name, options);
    this.eventEmitter = emitter;
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #resource;

  constructor(options = undefined) {
    const given = typeof options === 'string' ? { name: options } : options || {};
    if (new.target === EventEmitterAsyncResource && typeof given.name !== 'string') {
      throw wrongType('options.name', 'of type string', given.name);
    }
    super(given);
    this.#resource = new EmitterResource(this, given.name || new.target.name, given);
  }

  emit(type, ...args) {
    return this.#resource.runInAsyncScope(super.emit, this, type, ...args);
  }

  emitDestroy() {
    this.#resource.emitDestroy();
  }

  get asyncId() { return this.#resource.asyncId(); }
  get triggerAsyncId() { return this.#resource.triggerAsyncId(); }
  get asyncResource() { return this.#resource; }
}

module.exports = { EventEmitterAsyncResource };
