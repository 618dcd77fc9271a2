'use strict';
// Plain data as Node's inspector shows it, without the inspector, which takes
// milliseconds to load: what a hook prints is mostly its user and context. The rules
// are those of lib/internal/util/inspect.js in Node; what is not plain is left to it.
const { classOf, stack } = internalBinding('inspect');

const { getPrototypeOf, getOwnPropertyDescriptor, is } = Object;
const { ownKeys } = Reflect;
const custom = Symbol.for('nodejs.util.inspect.custom');
const objects = Object.prototype;
const arrays = Array.prototype;
const notPlain = {}; // thrown

const maxDepth = 2;
const breakLength = 80;
const compact = 3; // so many inner levels share a line
const maxElements = 6; // of an array; longer ones come in columns
const maxText = 10000;

// format joins arguments as console.log does. It returns undefined if one of them is
// not plain data.
function format(...args) {
  try {
    return args.map((arg) => (typeof arg === 'string' ? arg : show({ indent: 0, depth: 0, path: [] }, arg, 0))).join(' ');
  } catch {
    return undefined; // notPlain, or a script that changed the built-ins: the inspector has copies
  }
}

function show(state, value, level) {
  switch (typeof value) {
    case 'string': return quote(value);
    case 'number': return is(value, -0) ? '-0' : `${value}`;
    case 'bigint': return `${value}n`;
    case 'boolean': case 'undefined': return `${value}`;
    case 'object': return value === null ? 'null' : showObject(state, value, level);
    default: throw notPlain;
  }
}

function showObject(state, value, level) {
  const kind = classOf(value);
  if (kind === 'Error') return showError(state, value);
  const isArray = kind === 'Array';
  if (!isArray && kind !== 'Object') throw notPlain;
  if (getPrototypeOf(value) !== (isArray ? arrays : objects) || custom in value || Symbol.toStringTag in value) throw notPlain;
  if (state.path.includes(value)) throw notPlain; // a cycle
  const names = ownKeys(value);
  if (isArray && (names.pop() !== 'length' || names.length !== value.length || names.length > maxElements)) throw notPlain;
  if (names.length === 0) return isArray ? '[]' : '{}';
  if (level > maxDepth) return isArray ? '[Array]' : '[Object]';
  level++;
  state.depth = level;
  const entries = [];
  state.path.push(value);
  state.indent += 2;
  for (const name of names) {
    const property = getOwnPropertyDescriptor(value, name);
    if (typeof name === 'symbol' || name === 'constructor' || property === undefined || property.get || property.set) throw notPlain;
    if (!property.enumerable) continue;
    const text = show(state, property.value, level);
    entries.push(isArray ? text : `${key(name)}: ${text}`);
  }
  state.indent -= 2;
  state.path.pop();
  return wrap(state, entries, level, isArray ? '[]' : '{}');
}

const errors = [Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];

// showError takes an error of the language with nothing added to it.
function showError(state, err) {
  const Class = errors.find((C) => C.prototype === getPrototypeOf(err));
  if (Class === undefined || custom in err || !ownKeys(err).every((name) => name === 'stack' || name === 'message')) throw notPlain;
  const { value, enumerable } = getOwnPropertyDescriptor(err, 'stack') || {};
  const message = getOwnPropertyDescriptor(err, 'message');
  if (enumerable || (message && message.enumerable) || typeof value !== 'string' || !value.startsWith(Class.name)) throw notPlain;
  const text = stack(value);
  if (!text.includes('\n    at')) throw notPlain;
  return text.replaceAll('\n', `\n${' '.repeat(state.indent)}`);
}

// wrap puts entries on one line if they are short and not too deep.
function wrap(state, entries, level, [open, close]) {
  const inner = entries.join(', ');
  if (state.depth - level < compact) {
    const start = entries.length + state.indent + open.length + 10;
    const length = inner.length - 2 * (entries.length - 1) + entries.length + start;
    if (length <= breakLength && !inner.includes('\n')) return `${open} ${inner} ${close}`;
  }
  const line = `\n${' '.repeat(state.indent)}`;
  return `${open}${line}  ${entries.join(`,${line}  `)}${line}${close}`;
}

const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

function key(name) {
  if (name === '__proto__') throw notPlain;
  return identifier.test(name) ? name : quote(name);
}

// eslint-disable-next-line no-control-regex
const escaped = /[\x00-\x1f\\\x7f-\x9f\ud800-\udfff]/;

function quote(text) {
  if (text.length > maxText || escaped.test(text)) throw notPlain;
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  throw notPlain;
}

module.exports = { format };
