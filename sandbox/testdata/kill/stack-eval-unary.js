// A million unary operators.
// outcome: crashed | threw | out_of_memory | timed_out
module.exports = function (user, context, cb) {
  eval('!'.repeat(1e6) + '1');
};
