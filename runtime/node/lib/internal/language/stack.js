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
  if (typeof above !== 'function' || !above.name) return lines;
  const at = lines.findLastIndex((line) => line.trim().startsWith(`at ${above.name} `) || line.includes(`.${above.name} (`));
  return at < 0 ? lines : lines.slice(at + 1);
}

const head = (target) => Error.prototype.toString.call(target);

add(Error, {
  captureStackTrace(target, above) {
    if (target === null || (typeof target !== 'object' && typeof target !== 'function')) throw new TypeError('invalid_argument');
    const limit = typeof Error.stackTraceLimit === 'number' ? Error.stackTraceLimit : Infinity;
    const lines = frames(above).slice(0, Math.max(0, limit));
    const prepare = Error.prepareStackTrace;
    const value = typeof prepare === 'function' ? prepare(target, lines.map((line) => new CallSite(line))) : [head(target), ...lines].join('\n');
    Object.defineProperty(target, 'stack', { value, writable: true, configurable: true });
  },
});
if (!Object.hasOwn(Error, 'stackTraceLimit')) Error.stackTraceLimit = 10;
