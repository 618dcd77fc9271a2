'use strict';
// The members of process that few scripts touch: https://nodejs.org/docs/latest-v20.x/api/process.html
//
// Listeners are kept and what a script emits itself reaches them, but nothing of the
// process happens here: a hook's uncaught exception or unhandled rejection ends the run
// whatever listens, and no exit is announced.
const EventEmitter = require('events');
const { wrongType } = require('internal/fault');
const { refuse } = require('internal/absent');

const emitter = new EventEmitter();
const self = (name) => ({ [name](...args) {
  emitter[name](...args);
  return process;
} }[name]);
const ask = (name) => ({ [name]: (...args) => emitter[name](...args) }[name]);

const chained = ['on', 'once', 'off', 'addListener', 'removeListener', 'prependListener', 'prependOnceListener', 'removeAllListeners', 'setMaxListeners'];
const asked = ['emit', 'listenerCount', 'listeners', 'rawListeners', 'eventNames', 'getMaxListeners'];

// bindings are what packages look for behind process.binding.
const bindings = {
  fs: () => ({}),
  util: () => require('util/types'),
  constants: () => {
    const { os, fs } = require('internal/os/constants');
    return { os, fs, crypto: require('crypto').constants || {}, zlib: {}, trace: {} };
  },
  natives: () => Object.fromEntries(require('module').builtinModules.map((name) => [name, ''])),
  config: () => ({ hasOpenSSL: true, fipsMode: false, hasIntl: true, hasInspector: false, bits: 64 }),
  buffer: () => require('buffer'),
  os: () => ({}),
  uv: () => Object.fromEntries(require('internal/os/errors').list.map(([number, code]) => [`UV_${code}`, number])),
  tty_wrap: () => ({ isTTY: () => false, TTY: function TTY() { refuse('a terminal', 'a hook has none'); } }),
  http_parser: () => ({ methods: require('http').METHODS }),
  async_wrap: () => ({}),
  contextify: () => ({}),
  crypto: () => ({}),
  stream_wrap: () => ({}),
  tcp_wrap: () => ({}),
  url: () => ({}),
  v8: () => ({}),
  zlib: () => ({}),
};

function binding(name) {
  if (Object.hasOwn(bindings, name)) return bindings[name]();
  throw new Error(`No such module: ${name}`);
}

const id = (value) => () => value;
const refused = (name, reason) => ({ [name]: () => refuse(`process.${name}`, reason) }[name]);
const groups = Object.fromEntries(['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups']
  .map((name) => [name, refused(name, 'a hook has no rights to change')]));

function umask(mask) {
  if (mask !== undefined && typeof mask !== 'number' && typeof mask !== 'string') throw wrongType('mask', 'of type number', mask);
  return 0o022;
}

function assert(value, message) {
  if (!value) throw new (require('assert').AssertionError)({ message: message || 'assertion error', actual: value, expected: true, operator: '==' });
}

const stdin = () => {
  const { Readable } = require('stream');
  return Object.assign(new Readable({ read() { this.push(null); } }), { fd: 0, isTTY: false });
};

const report = {
  directory: '', filename: '', compact: false, excludeNetwork: false, signal: 'SIGUSR2',
  reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false,
  getReport: () => ({ header: { nodejsVersion: process.version, arch: process.arch, platform: process.platform }, sharedObjects: [] }),
  writeReport: refused('report.writeReport', 'a hook has no file system of its own'),
};

module.exports = {
  ...Object.fromEntries(chained.map((name) => [name, self(name)])),
  ...Object.fromEntries(asked.map((name) => [name, ask(name)])),
  ...groups,
  binding,
  _linkedBinding: binding,
  umask,
  assert,
  report,
  getuid: id(1000), geteuid: id(1000), getgid: id(1000), getegid: id(1000), getgroups: () => [1000],
  getActiveResourcesInfo: () => [],
  _getActiveHandles: () => [],
  _getActiveRequests: () => [],
  availableMemory: id(134217728),
  constrainedMemory: id(134217728),
  dlopen: refused('dlopen', 'a hook has no native addons'),
  loadEnvFile: refused('loadEnvFile', 'a hook has no environment'),
  openStdin: () => process.stdin,
  getBuiltinModule: (name) => (require('module').isBuiltin(name) ? require(name) : undefined),
  hasUncaughtExceptionCaptureCallback: () => false,
  setUncaughtExceptionCaptureCallback() {},
  setSourceMapsEnabled() {},
  resourceUsage: () => Object.fromEntries(['userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize',
    'unsharedStackSize', 'minorPageFault', 'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived',
    'signalsCount', 'voluntaryContextSwitches', 'involuntaryContextSwitches'].map((name) => [name, 0])),
  _rawDebug: (...args) => console.error(...args),
  get stdin() { return stdin(); },
  get allowedNodeEnvironmentFlags() { return new Set(); },
};
