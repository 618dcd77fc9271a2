'use strict';
// https://webassembly.github.io/spec/js-api/: it exists so that it can be found; there is
// nothing that would run it.
const { absent } = require('internal/absent');

const reason = 'the engine runs JavaScript only';
const classes = absent('WebAssembly', ['Module', 'Instance', 'Memory', 'Table', 'Global', 'Tag', 'Exception'], reason);
const calls = absent('WebAssembly', ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'], reason);

const WebAssembly = { ...classes, validate: () => false };
for (const [name, refuse] of Object.entries(calls)) WebAssembly[name] = { async [name]() { refuse(); } }[name];
for (const name of ['CompileError', 'LinkError', 'RuntimeError']) {
  WebAssembly[name] = { [name]: class extends Error { get name() { return name; } } }[name];
}
for (const name of Object.keys(WebAssembly)) Object.defineProperty(WebAssembly, name, { enumerable: false });
Object.defineProperty(WebAssembly, Symbol.toStringTag, { value: 'WebAssembly', configurable: true });

module.exports = { WebAssembly };
