// The hook has answered, and goes on.
// outcome: timed_out
module.exports = function (user, context, cb) {
  cb(null, 1);
  for (;;) {}
};
