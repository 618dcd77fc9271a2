'use strict';
// Classes that are streams too, but are mostly used otherwise. The stream behind an
// object is made when it is first used as one, because the stream module takes
// milliseconds to load.
const stream = Symbol('stream');

const methods = ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener',
  'prependOnceListener', 'emit', 'listeners', 'listenerCount', 'eventNames', 'setMaxListeners', 'getMaxListeners', 'write',
  'end', 'read', 'pipe', 'unpipe', 'pause', 'resume', 'setEncoding', 'destroy', 'cork', 'uncork', 'setDefaultEncoding'];
const properties = ['readable', 'writable', 'destroyed', 'closed', 'errored', 'readableEnded', 'readableFlowing',
  'readableLength', 'readableHighWaterMark', 'readableObjectMode', 'writableEnded', 'writableFinished', 'writableLength',
  'writableHighWaterMark', 'writableNeedDrain', 'writableObjectMode', '_readableState', '_writableState'];

// streamable gives Class the members of a stream; make(object) makes the one behind an
// object.
function streamable(Class, make) {
  const behind = (object) => {
    if (!object[stream]) Object.defineProperty(object, stream, { value: make(object) });
    return object[stream];
  };
  const define = (name, descriptor) => Object.defineProperty(Class.prototype, name, { configurable: true, ...descriptor });
  for (const name of methods) {
    define(name, {
      writable: true,
      value(...args) {
        const made = behind(this);
        const result = made[name](...args);
        return result === made ? this : result;
      },
    });
  }
  for (const name of properties) {
    define(name, {
      get() {
        return this === Class.prototype ? undefined : behind(this)[name];
      },
    });
  }
  const iterate = Symbol.asyncIterator || Symbol.for('Symbol.asyncIterator');
  define(iterate, {
    writable: true,
    value() {
      return behind(this)[iterate]();
    },
  });
}

module.exports = { streamable };
