// An endless loop.
// outcome: timed_out
module.exports = function (user, context, cb) {
  for (;;) {}
};
