'use strict';
// https://nodejs.org/docs/latest-v20.x/api/errors.html#errorcapturestacktracetargetobject-constructoropt
//
// prepareStackTrace is asked by captureStackTrace only: the stack of a new Error is
// always text.
const { add } = require('internal/language/add');
const { stack: clean } = internalBinding('inspect');

// CallSite is one line of a stack trace: https://v8.dev/docs/stack-trace-api
class CallSite {
  #line;
  #parts;

  constructor(line) {
    this.#line = line.trim().replace(/^at /, '');
    const [, name, file, row, column] = /^(?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/.exec(this.#line) || [undefined, this.#line, undefined, null, null];
    this.#parts = { name: name || null, file: file || undefined, row: row && Number(row), column: column && Number(column) };
  }

  getFileName() { return this.#parts.file; }
  getScriptNameOrSourceURL() { return this.#parts.file; }
  getLineNumber() { return this.#parts.row; }
  getColumnNumber() { return this.#parts.column; }
  getFunctionName() { return this.#parts.name; }
  getMethodName() { return null; }
  getTypeName() { return 'Object'; }
  getThis() { return undefined; }
  getFunction() { return undefined; }
  getEvalOrigin() { return undefined; }
  getPromiseIndex() { return null; }
  isNative() { return this.#parts.row === null; }
  isToplevel() { return this.#parts.name === null; }
  isConstructor() { return false; }
  isEval() { return false; }
  isAsync() { return false; }
  isPromiseAll() { return false; }
  toString() { return this.#line; }
}

function frames(above) {
  const lines = clean(new Error().stack).split('\n').filter((line) => /^\s+at /.test(line)).slice(2);
  // A class without a constructor of its own has no frame: its parent's is the last then.
  for (let f = above; typeof f === 'function'; f = Object.getPrototypeOf(f)) {
    const at = f.name ? lines.findLastIndex((line) => isOf(line, f.name)) : -1;
    if (at >= 0) return lines.slice(at + 1);
  }
  return lines;
}

const isOf = (line, name) => line.trim().replace(/^at (new )?/, '').startsWith(`${name} (`) || line.includes(`.${name} (`);

const head = (target) => Error.prototype.toString.call(target);

function format(target, lines) {
  const prepare = Error.prepareStackTrace;
  return typeof prepare === 'function' ? prepare(target, lines.map((line) => new CallSite(line))) : [head(target), ...lines].join('\n');
}

add(Error, {
  captureStackTrace(target, above) {
    if (target === null || (typeof target !== 'object' && typeof target !== 'function')) throw new TypeError('invalid_argument');
    const limit = typeof Error.stackTraceLimit === 'number' ? Error.stackTraceLimit : Infinity;
    const lines = frames(above).slice(0, Math.max(0, limit));
    let value;
    let pending = true; // the head is written at the first look: name and message are often set after this
    Object.defineProperty(target, 'stack', {
      configurable: true,
      get() {
        if (pending) {
          pending = false;
          value = format(target, lines);
        }
        return value;
      },
      set(given) {
        pending = false;
        value = given;
      },
    });
  },
});
if (!Object.hasOwn(Error, 'stackTraceLimit')) Error.stackTraceLimit = 10;
