// A toJSON of the result that never returns.
// outcome: timed_out
module.exports = function (user, context, cb) {
  cb(null, { toJSON: function () { for (;;) {} } });
};
