// A shift of 17 billion bits.
// outcome: timed_out | out_of_memory | threw
module.exports = function (user, context, cb) {
  var n = 1n;
  n << (n << 34n);
};
