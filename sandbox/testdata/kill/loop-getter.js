// A getter of the result that never returns.
// outcome: timed_out
module.exports = function (user, context, cb) {
  cb(null, { get a() { for (;;) {} } });
};
