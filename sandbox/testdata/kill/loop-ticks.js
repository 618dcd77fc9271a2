// Ticks that beget ticks.
// outcome: timed_out
module.exports = function (user, context, cb) {
  (function again() { process.nextTick(again); })();
};
