// The message of the error is a getter that never returns.
// outcome: timed_out
module.exports = function (user, context, cb) {
  var e = new Error('x');
  Object.defineProperty(e, 'message', { get: function () { for (;;) {} } });
  throw e;
};
