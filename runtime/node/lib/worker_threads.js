'use strict';
// https://nodejs.org/docs/latest-v20.x/api/worker_threads.html: the main thread, and no
// other. Message channels work within it.
const { absent } = require('internal/absent');
const { MessageChannel, MessagePort, BroadcastChannel, receiveMessageOnPort } = require('internal/message');

const data = new Map();

module.exports = {
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUntransferable() {},
  receiveMessageOnPort,
  resourceLimits: {},
  threadId: 0,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  ...absent('worker_threads', ['Worker', 'moveMessagePortToContext', 'postMessageToThread'], 'a hook has one thread'),
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData: (key, value) => (value === undefined ? data.delete(key) : data.set(key, value)),
  getEnvironmentData: (key) => data.get(key),
};
