'use strict';
// What readable-stream uses of process, looked up when used: loading streams loads no
// process.
exports.nextTick = (callback, ...args) => process.nextTick(callback, ...args);
for (const name of ['stdout', 'stderr']) Object.defineProperty(exports, name, { get: () => process[name] });
