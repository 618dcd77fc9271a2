// What is thrown never becomes text.
// outcome: timed_out
module.exports = function (user, context, cb) {
  throw { toString: function () { for (;;) {} } }
};
