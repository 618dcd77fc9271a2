// Backtracking that needs a deep stack.
// outcome: timed_out | out_of_memory | returned
module.exports = function (user, context, cb) {
  for (var s = 'ab'.repeat(1e6);; s += s) /^(?!z)(a|b)*$/.test(s);
};
