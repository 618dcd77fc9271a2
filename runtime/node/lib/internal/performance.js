'use strict';
// https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html
//
// Time starts with the run. Observers are told of marks and measures; garbage
// collection, functions and requests are not watched.
const { fault, wrongType } = require('internal/fault');
const { EventTarget } = require('internal/event-target');

const token = Symbol('token');
const began = Date.now();
const now = () => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};
const timeOrigin = began - now();
const maxEntries = 10000; // the oldest go first

class PerformanceEntry {
  #fields;

  constructor(secret, fields) {
    if (secret !== token) throw fault(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#fields = fields;
  }

  get name() { return this.#fields.name; }
  get entryType() { return this.#fields.entryType; }
  get startTime() { return this.#fields.startTime; }
  get duration() { return this.#fields.duration; }
  get detail() { return this.#fields.detail; }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this.#fields;
    return { name, entryType, startTime, duration, ...(entryType === 'mark' || entryType === 'measure' ? { detail } : {}) };
  }
}

class PerformanceMark extends PerformanceEntry {
  constructor(name, options = {}) {
    if (arguments.length === 0) throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "name" argument must be specified');
    const startTime = options.startTime ?? now();
    if (typeof startTime !== 'number') throw wrongType('startTime', 'of type number', startTime);
    if (startTime < 0) throw fault(TypeError, 'ERR_PERFORMANCE_INVALID_TIMESTAMP', `${startTime} is not a valid timestamp`);
    super(token, { name: `${name}`, entryType: 'mark', startTime, duration: 0, detail: clone(options.detail) });
  }
}

const clone = (detail) => (detail == null ? null : structuredClone(detail));

class PerformanceMeasure extends PerformanceEntry {}
class PerformanceResourceTiming extends PerformanceEntry {}

class PerformanceObserverEntryList {
  #entries;

  constructor(secret, entries) {
    if (secret !== token) throw fault(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#entries = entries;
  }

  getEntries() { return byTime(this.#entries); }
  getEntriesByName(name, type) { return this.#entries.filter((e) => e.name === name && (type === undefined || e.entryType === type)); }
  getEntriesByType(type) { return this.#entries.filter((e) => e.entryType === type); }
}

const byTime = (list) => list.slice().sort((a, b) => a.startTime - b.startTime);
const observers = new Set();

class PerformanceObserver {
  #callback;
  #types = new Set();
  #entries = [];

  static get supportedEntryTypes() {
    return ['function', 'gc', 'mark', 'measure', 'resource'];
  }

  constructor(callback) {
    if (typeof callback !== 'function') throw wrongType('callback', 'of type function', callback);
    this.#callback = callback;
  }

  observe(options = {}) {
    if (options === null || typeof options !== 'object') throw wrongType('options', 'of type object', options);
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw fault(TypeError, 'ERR_MISSING_ARGS', 'The "options.entryTypes" and "options.type" arguments must be specified');
    }
    for (const each of entryTypes || [type]) this.#types.add(each);
    observers.add(this);
    if (buffered) for (const entry of entries) this._add(entry);
  }

  disconnect() {
    observers.delete(this);
    this.#types.clear();
    this.#entries = [];
  }

  takeRecords() {
    return this.#entries.splice(0);
  }

  _add(entry) {
    if (!this.#types.has(entry.entryType)) return;
    if (this.#entries.push(entry) > 1) return;
    setImmediate(() => {
      const list = this.takeRecords();
      if (list.length > 0) this.#callback.call(this, new PerformanceObserverEntryList(token, list), this);
    });
  }
}

let entries = [];

function add(entry) {
  if (entries.length >= maxEntries) entries.shift();
  entries.push(entry);
  for (const observer of observers) observer._add(entry);
  return entry;
}

// timeOf takes a time, or the name of the last such mark.
function timeOf(mark) {
  if (typeof mark === 'number') return mark;
  const found = entries.findLast((e) => e.entryType === 'mark' && e.name === `${mark}`);
  if (found) return found.startTime;
  const { DOMException } = require('internal/dom-exception');
  throw new DOMException(`The "${mark}" performance mark has not been set`, 'SyntaxError');
}

class Performance extends EventTarget {
  constructor(secret) {
    if (secret !== token) throw fault(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    super();
  }

  get timeOrigin() { return timeOrigin; }
  now() { return now(); }
  mark(...args) { return add(new PerformanceMark(...args)); }

  measure(name, startOrOptions, endMark) {
    const options = typeof startOrOptions === 'object' && startOrOptions !== null ? startOrOptions : { start: startOrOptions, end: endMark };
    let { start, end } = options;
    const { duration } = options;
    end = end !== undefined ? timeOf(end) : start !== undefined && duration !== undefined ? timeOf(start) + duration : now();
    start = start !== undefined ? timeOf(start) : duration !== undefined ? end - duration : 0;
    return add(new PerformanceMeasure(token, {
      name: `${name}`, entryType: 'measure', startTime: start, duration: end - start, detail: clone(options.detail),
    }));
  }

  clearMarks(name) { entries = entries.filter((e) => e.entryType !== 'mark' || (name !== undefined && e.name !== `${name}`)); }
  clearMeasures(name) { entries = entries.filter((e) => e.entryType !== 'measure' || (name !== undefined && e.name !== `${name}`)); }
  clearResourceTimings() {}
  setResourceTimingBufferSize() {}
  markResourceTiming() {}

  getEntries() { return byTime(entries); }
  getEntriesByName(name, type) { return this.getEntries().filter((e) => e.name === `${name}` && (type === undefined || e.entryType === type)); }
  getEntriesByType(type) { return this.getEntries().filter((e) => e.entryType === type); }

  timerify(f) {
    if (typeof f !== 'function') throw wrongType('fn', 'of type function', f);
    const timed = function (...args) { return new.target ? Reflect.construct(f, args) : Reflect.apply(f, this, args); };
    return Object.defineProperties(timed, { name: { value: `timerified ${f.name}`, configurable: true }, length: { value: f.length, configurable: true } });
  }

  eventLoopUtilization() { return { idle: 0, active: 0, utilization: 0 }; }

  get nodeTiming() {
    return { name: 'node', entryType: 'node', startTime: 0, duration: now(), nodeStart: 0, v8Start: 0, bootstrapComplete: 0, environment: 0, loopStart: 0, loopExit: -1, idleTime: 0 };
  }

  toJSON() {
    return { nodeTiming: this.nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
}

// createHistogram counts what it is given; its percentiles are exact.
function createHistogram() {
  let values = [];
  const sorted = () => values.slice().sort((a, b) => a - b);
  const percentile = (p) => (values.length === 0 ? 0 : sorted()[Math.max(0, Math.ceil((p / 100) * values.length) - 1)]);
  return {
    record(value) {
      if (values.length < maxEntries) values.push(Number(value));
    },
    recordDelta() {},
    reset() { values = []; },
    add() {},
    enable: () => true,
    disable: () => true,
    percentile,
    percentiles: new Map(),
    get count() { return values.length; },
    get min() { return values.length ? Math.min(...values) : 9223372036854776000; },
    get max() { return values.length ? Math.max(...values) : 0; },
    get mean() { return values.length ? values.reduce((a, b) => a + b, 0) / values.length : NaN; },
    get stddev() {
      const { mean } = this;
      return values.length ? Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length) : NaN;
    },
    exceeds: 0,
  };
}

const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1, NODE_PERFORMANCE_GC_INCREMENTAL: 8, NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0, NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2, NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8, NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32, NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  monitorEventLoopDelay: createHistogram,
  createHistogram,
  performance: new Performance(token),
  constants,
};
