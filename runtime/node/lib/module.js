'use strict';
// https://nodejs.org/docs/latest-v20.x/api/module.html
//
// A hook's packages are joined to it before it runs: what is required at run time can
// only be a core module or one that the bundle has.
const { fault, wrongType } = require('internal/fault');
const { refuse } = require('internal/absent');

const builtinModules = Object.freeze([
  'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants', 'crypto', 'dgram',
  'diagnostics_channel', 'dns', 'dns/promises', 'domain', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https', 'inspector',
  'inspector/promises', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode',
  'querystring', 'readline', 'readline/promises', 'repl', 'stream', 'stream/consumers', 'stream/promises', 'stream/web',
  'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'trace_events', 'tty', 'url', 'util', 'util/types', 'v8', 'vm',
  'wasi', 'worker_threads', 'zlib',
]);
const isBuiltin = (name) => builtinModules.includes(`${name}`.replace(/^node:/, ''));

function load(name) {
  if (typeof name !== 'string') throw wrongType('id', 'of type string', name);
  return isBuiltin(name) ? require(name) : globalThis.require(name); // the hook's own
}

function Module(id = '', parent = undefined) {
  this.id = id;
  this.path = require('path').dirname(id);
  this.exports = {};
  this.filename = null;
  this.loaded = false;
  this.children = [];
  if (parent && parent.children) parent.children.push(this);
}
Module.prototype.require = function (name) {
  return Module._load(name, this);
};
Module.prototype.load = () => refuse('Module.prototype.load', 'a hook has the modules of its bundle only');
Module.prototype._compile = () => refuse('Module.prototype._compile', 'a hook has the modules of its bundle only');

function resolveFilename(name) {
  if (isBuiltin(name)) return name;
  throw fault(Error, 'MODULE_NOT_FOUND', `Cannot find module '${name}'`, { requireStack: [] });
}

function createRequire(filename) {
  if (!(typeof filename === 'string' || (filename && typeof filename.href === 'string'))) {
    throw fault(TypeError, 'ERR_INVALID_ARG_VALUE',
      `The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received ${require('internal/inspect').inspect(filename)}`);
  }
  const own = (name) => Module._load(name);
  return Object.assign(own, { resolve: Object.assign((name) => Module._resolveFilename(name), { paths: () => [] }), cache: Module._cache, main: undefined, extensions: Module._extensions });
}

class SourceMap {
  constructor(payload) { this.payload = payload; }
  findEntry() { return {}; }
  findOrigin() { return {}; }
}

const later = (name) => () => refuse(`module.${name}`, 'the extension .js is the only one');
module.exports = Object.assign(Module, {
  _cache: { __proto__: null },
  _pathCache: { __proto__: null },
  _extensions: { __proto__: null, '.js': later('_extensions'), '.json': later('_extensions'), '.node': later('_extensions') },
  globalPaths: [],
  _debug() {},
  isBuiltin,
  _findPath: () => false,
  _nodeModulePaths: () => [],
  _resolveLookupPaths: () => [],
  _load: (name) => load(name),
  _resolveFilename: resolveFilename,
  createRequire,
  _initPaths() {},
  _preloadModules() {},
  syncBuiltinESMExports() {},
  Module,
  builtinModules,
  runMain() {},
  findSourceMap: () => undefined,
  register() {}, // it customises how modules are loaded from files, and none is
  SourceMap,
  wrap: (script) => `(function (exports, require, module, __filename, __dirname) { ${script}\n});`,
  wrapper: ['(function (exports, require, module, __filename, __dirname) { ', '\n});'],
});
