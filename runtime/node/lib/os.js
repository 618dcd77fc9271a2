'use strict';
// https://nodejs.org/docs/latest-v20.x/api/os.html, with nothing of the host in it: one
// neutral Linux machine, the same for everyone.
const { fault } = require('internal/fault');
const { os: constants } = require('internal/os/constants');

const same = (name, value) => {
  const f = { [name]: () => value }[name];
  return Object.defineProperty(f, Symbol.toPrimitive, { value: () => value });
};
const memory = 134217728; // what a worker has by default

function userInfo(options) {
  const text = (s) => (options && options.encoding === 'buffer' ? Buffer.from(s) : s);
  return { uid: 1000, gid: 1000, username: text('hook'), homedir: text('/'), shell: null };
}

function refuse(name) {
  return () => {
    throw fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `os.${name} does not exist here: a hook reaches no process`);
  };
}

module.exports = {
  arch: same('arch', 'x64'),
  availableParallelism: same('availableParallelism', 1),
  cpus: () => [{ model: 'cpu', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }],
  endianness: same('endianness', 'LE'),
  freemem: same('freemem', memory),
  getPriority: () => 0,
  homedir: same('homedir', '/'),
  hostname: same('hostname', 'localhost'),
  loadavg: () => [0, 0, 0],
  networkInterfaces: () => ({}),
  platform: same('platform', 'linux'),
  release: same('release', '5.15.0'),
  setPriority: refuse('setPriority'),
  tmpdir: same('tmpdir', '/tmp'),
  totalmem: same('totalmem', memory),
  type: same('type', 'Linux'),
  userInfo,
  uptime: same('uptime', 0),
  version: same('version', '#1 SMP'),
  machine: same('machine', 'x86_64'),
};
module.exports.uptime = () => process.uptime();
const fixed = { constants, EOL: '\n', devNull: '/dev/null' };
for (const [name, value] of Object.entries(fixed)) Object.defineProperty(module.exports, name, { value, enumerable: true });
