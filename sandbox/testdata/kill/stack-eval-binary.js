// A chain of operators.
// outcome: crashed | returned | out_of_memory | timed_out
module.exports = function (user, context, cb) {
  eval('1' + '+1'.repeat(1e6));
};
