// A callback that is called for none of 2^32-1 holes.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  Array(Math.pow(2, 32) - 1)['for' + 'Each'](function () {});
};
