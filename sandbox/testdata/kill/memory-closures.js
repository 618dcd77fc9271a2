// Closures that keep each other.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  var f = null;
  for (;;) f = (function (g) { return function () { return g; }; })(f);
};
