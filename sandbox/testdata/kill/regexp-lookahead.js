// Backtracking without end.
// outcome: timed_out
module.exports = function (user, context, cb) {
  /(?=a)(a+)+$/.test('a'.repeat(40) + 'b');
};
