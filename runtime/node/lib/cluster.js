'use strict';
// https://nodejs.org/docs/latest-v20.x/api/cluster.html: a primary that has no workers.
const EventEmitter = require('events');
const { absent } = require('internal/absent');

module.exports = Object.assign(new EventEmitter(), {
  isWorker: false,
  isMaster: true,
  isPrimary: true,
  workers: {},
  settings: {},
  SCHED_NONE: 1,
  SCHED_RR: 2,
  schedulingPolicy: 2,
  setupPrimary() {},
  setupMaster() {},
  disconnect(callback) {
    if (typeof callback === 'function') process.nextTick(callback);
  },
  ...absent('cluster', ['Worker', 'fork'], 'a hook starts no process'),
});
