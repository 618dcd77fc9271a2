// 2^32-1 elements set at once.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  Array(Math.pow(2, 32) - 1)['fi' + 'll'](0);
};
