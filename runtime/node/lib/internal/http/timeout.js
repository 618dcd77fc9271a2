'use strict';
const { fault, wrongType } = require('internal/fault');

// checkTimeout is for milliseconds.
function checkTimeout(ms, name = 'timeout') {
  if (typeof ms !== 'number') throw wrongType(name, 'of type number', ms);
  if (!(ms >= 0) || !Number.isFinite(ms)) {
    throw fault(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range. It must be a non-negative finite number. Received ${ms}`);
  }
  return ms;
}

module.exports = { checkTimeout };
