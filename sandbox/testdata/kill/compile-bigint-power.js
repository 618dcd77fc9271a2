// The power is a constant: the compiler computes it.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  return 2n ** (2n ** 36n);
};
