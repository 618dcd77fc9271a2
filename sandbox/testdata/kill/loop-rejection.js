// A rejection that never becomes text.
// outcome: timed_out
module.exports = function (user, context, cb) {
  Promise.reject({ toString: function () { for (;;) {} } });
};
