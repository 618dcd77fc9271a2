// Matches that take some time each, in a loop.
// outcome: timed_out
module.exports = function (user, context, cb) {
  for (;;) /(?=a)(a+)+$/.test('a'.repeat(20) + 'b');
};
