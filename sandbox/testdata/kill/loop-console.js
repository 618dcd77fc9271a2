// What is printed never becomes text.
// outcome: timed_out
module.exports = function (user, context, cb) {
  console.log('%s', { toString: function () { for (;;) {} } });
};
