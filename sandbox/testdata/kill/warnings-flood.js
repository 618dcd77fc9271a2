// The callback is called without end.
// outcome: timed_out | returned
module.exports = function (user, context, cb) {
  for (;;) cb(null, 1);
};
