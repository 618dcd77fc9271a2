'use strict';
// https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html
const { wrongType } = require('internal/fault');

const channels = new Map();

// later throws where nobody can catch it: a subscriber's fault is not the publisher's.
const later = (err) => process.nextTick(() => { throw err; });

class Channel {
  _subscribers = [];
  _stores = new Map();

  constructor(name) {
    this.name = name;
    channels.set(name, this);
  }

  get hasSubscribers() {
    return this._subscribers.length > 0 || this._stores.size > 0;
  }

  subscribe(subscription) {
    if (typeof subscription !== 'function') throw wrongType('subscription', 'of type function', subscription);
    this._subscribers = [...this._subscribers, subscription];
  }

  unsubscribe(subscription) {
    const at = this._subscribers.indexOf(subscription);
    if (at < 0) return false;
    this._subscribers = this._subscribers.filter((_, i) => i !== at);
    return true;
  }

  bindStore(store, transform = (data) => data) {
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    return this._stores.delete(store);
  }

  publish(data) {
    for (const subscription of this._subscribers) {
      try {
        subscription(data, this.name);
      } catch (err) {
        later(err);
      }
    }
  }

  runStores(data, f, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return Reflect.apply(f, thisArg, args);
    };
    for (const [store, transform] of this._stores) run = inStore(store, transform, data, run);
    return run();
  }
}

const inStore = (store, transform, data, next) => () => {
  let context;
  try {
    context = transform(data);
  } catch (err) {
    later(err);
    return next();
  }
  return store.run(context, next);
};

function channel(name) {
  if (channels.has(name)) return channels.get(name);
  if (typeof name !== 'string' && typeof name !== 'symbol') throw wrongType('channel', 'one of type string or symbol', name);
  return new Channel(name);
}

const traced = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

class TracingChannel {
  constructor(source) {
    for (const name of traced) Object.defineProperty(this, name, { value: tracedChannel(source, name) });
  }

  get hasSubscribers() {
    return traced.some((name) => this[name].hasSubscribers);
  }

  subscribe(handlers) {
    for (const name of traced) if (handlers[name]) this[name].subscribe(handlers[name]);
  }

  unsubscribe(handlers) {
    return traced.filter((name) => handlers[name] && !this[name].unsubscribe(handlers[name])).length === 0;
  }

  #fail(context, err) {
    context.error = err;
    this.error.publish(context);
  }

  // #sync calls f between start and end.
  #sync(f, context) {
    return this.start.runStores(context, () => {
      try {
        return f();
      } catch (err) {
        this.#fail(context, err);
        throw err;
      } finally {
        this.end.publish(context);
      }
    });
  }

  traceSync(f, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(f, thisArg, args);
    return this.#sync(() => (context.result = Reflect.apply(f, thisArg, args)), context);
  }

  tracePromise(f, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(f, thisArg, args);
    const settled = () => {
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    return this.#sync(() => Promise.resolve(Reflect.apply(f, thisArg, args)).then((result) => {
      context.result = result;
      settled();
      return result;
    }, (err) => {
      this.#fail(context, err);
      settled();
      throw err;
    }), context);
  }

  traceCallback(f, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(f, thisArg, args);
    const callback = args.at(position);
    if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
    const { asyncStart, asyncEnd } = this;
    const fail = (err) => this.#fail(context, err);
    const wrapped = function (...results) {
      if (results[0]) fail(results[0]);
      else [, context.result] = results;
      return asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, results);
        } finally {
          asyncEnd.publish(context);
        }
      });
    };
    args.splice(position, 1, wrapped);
    return this.#sync(() => Reflect.apply(f, thisArg, args), context);
  }
}

function tracedChannel(source, name) {
  if (typeof source === 'string') return channel(`tracing:${source}:${name}`);
  if (typeof source !== 'object' || source === null) {
    throw wrongType('nameOrChannels', 'of type string or an instance of TracingChannel or Object', source);
  }
  if (!(source[name] instanceof Channel)) throw wrongType(`nameOrChannels.${name}`, 'an instance of Channel', source[name]);
  return source[name];
}

module.exports = {
  channel,
  hasSubscribers: (name) => channels.has(name) && channels.get(name).hasSubscribers,
  subscribe: (name, subscription) => channel(name).subscribe(subscription),
  tracingChannel: (source) => new TracingChannel(source),
  unsubscribe: (name, subscription) => channel(name).unsubscribe(subscription),
  Channel,
};
