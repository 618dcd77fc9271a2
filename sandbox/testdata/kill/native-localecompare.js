// Comparing megabytes.
// outcome: timed_out | out_of_memory | returned
module.exports = function (user, context, cb) {
  var s = 'é'.repeat(4e6);
  for (;;) s.localeCompare(s + 'a');
};
