// A number of millions of digits as text, many times.
// outcome: timed_out | out_of_memory | returned
module.exports = function (user, context, cb) {
  var n = 3n ** 3000000n;
  for (;;) String(n);
};
