// A generator that delegates to itself.
// outcome: crashed | threw | timed_out
module.exports = function (user, context, cb) {
  function* g() { yield* g(); }
  [...g()];
};
