// A generator that never ends, in a loop.
// outcome: timed_out
module.exports = function (user, context, cb) {
  function* g() { for (;;) yield 1; }
  for (var x of g()) {}
};
