'use strict';
// https://nodejs.org/docs/latest-v20.x/api/inspector.html: nothing of it can be used.
const { absent } = require('internal/absent');
const reason = 'a hook cannot be debugged from within';
module.exports = {
  ...absent('inspector', ['open', 'waitForDebugger', 'Session'], reason),
  close() {},
  url: () => undefined,
  console,
  Network: {},
};
