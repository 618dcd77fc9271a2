'use strict';
// https://nodejs.org/docs/latest-v20.x/api/child_process.html: nothing of it can be used.
const EventEmitter = require('events');
const { absent } = require('internal/absent');

const reason = 'a hook starts no process';
const made = absent('child_process', ['ChildProcess', '_forkChild', 'exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'], reason);
Object.setPrototypeOf(made.ChildProcess.prototype, EventEmitter.prototype);
module.exports = made;
