// Immediates without end.
// outcome: timed_out
module.exports = function (user, context, cb) {
  (function again() { setImmediate(again); })();
};
