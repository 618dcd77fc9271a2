// A comparator that never answers.
// outcome: timed_out
module.exports = function (user, context, cb) {
  [3, 1, 2].sort(function () { for (;;) {} });
};
