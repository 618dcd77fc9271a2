// The error is a proxy whose traps never return.
// outcome: timed_out
module.exports = function (user, context, cb) {
  throw new Proxy(new Error(), { get: function () { for (;;) {} } });
};
