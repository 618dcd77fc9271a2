'use strict';
// The deprecated module that joins the constants of os, fs and crypto.
const { os, fs } = require('internal/os/constants');
module.exports = { ...os.dlopen, ...os.errno, ...os.priority, ...os.signals, ...fs, ...require('crypto').constants };
