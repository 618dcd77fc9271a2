// Nested conditions.
// outcome: crashed | threw | out_of_memory | timed_out
module.exports = function (user, context, cb) {
  eval('1?'.repeat(5e5) + '1' + ':1'.repeat(5e5));
};
