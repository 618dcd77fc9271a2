// Spreading the keys of 10^8 holes.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  [...Array(1e8).keys()];
};
