// Timers without end.
// outcome: timed_out
module.exports = function (user, context, cb) {
  setInterval(function () {}, 1);
};
