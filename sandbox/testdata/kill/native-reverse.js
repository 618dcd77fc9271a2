// Reversing 2^53-1 positions.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  []['re' + 'verse'].call({ length: Math.pow(2, 53) - 1 });
};
