// Another search.
// outcome: timed_out
module.exports = function (user, context, cb) {
  []['in' + 'cludes'].call({ length: Math.pow(2, 53) - 1 }, 1);
};
