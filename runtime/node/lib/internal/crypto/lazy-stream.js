'use strict';
// Classes that are streams too, but are mostly used otherwise. As in Node, an object
// becomes a stream when it is first used as one; here the stream module, which takes
// milliseconds to load, is loaded only then.
const binding = internalBinding('crypto');

const methods = ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener',
  'prependOnceListener', 'emit', 'listeners', 'rawListeners', 'listenerCount', 'eventNames', 'setMaxListeners',
  'getMaxListeners', 'write', 'end', 'read', 'pipe', 'unpipe', 'unshift', 'push', 'pause', 'resume', 'isPaused',
  'setEncoding', 'destroy', 'cork', 'uncork', 'setDefaultEncoding', '_read', '_writev', '_destroy', '_undestroy'];
const properties = ['readable', 'writable', 'destroyed', 'closed', 'errored', 'readableEnded', 'readableFlowing',
  'readableLength', 'readableHighWaterMark', 'readableObjectMode', 'writableEnded', 'writableFinished', 'writableLength',
  'writableHighWaterMark', 'writableNeedDrain', 'writableObjectMode', '_readableState', '_writableState'];
const names = [...methods, ...properties];

// streamable makes Class a Transform or Writable. Its prototype has the methods with an
// underscore that such a class needs.
function streamable(Class, kind) {
  Object.setPrototypeOf(Class.prototype, binding.behind(names, () => {
    Object.setPrototypeOf(Class.prototype, base(kind, Class.prototype));
    return Class.prototype;
  }));
}

// base is what inherits from the stream, and calls its constructor late: when the state
// is first looked for.
function base(kind, prototype) {
  const Stream = require('stream')[kind];
  const made = Object.create(Stream.prototype);
  for (const name of ['_readableState', '_writableState']) {
    if (name === '_readableState' && kind === 'Writable') continue;
    Object.defineProperty(made, name, {
      configurable: true,
      enumerable: true,
      get() {
        if (this === prototype || this === made) return undefined;
        Stream.call(this);
        return this[name];
      },
      set(value) {
        Object.defineProperty(this, name, { configurable: true, enumerable: true, writable: true, value });
      },
    });
  }
  return made;
}

module.exports = { streamable };
