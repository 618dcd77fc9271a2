// A search over 2^53-1 positions.
// outcome: timed_out
module.exports = function (user, context, cb) {
  []['index' + 'Of'].call({ length: Math.pow(2, 53) - 1 }, 1);
};
