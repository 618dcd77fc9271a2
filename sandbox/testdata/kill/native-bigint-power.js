// A power of 17 billion bits.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  var n = 2n;
  n ** (n ** 34n);
};
