// Timers without number.
// outcome: threw | out_of_memory | timed_out
module.exports = function (user, context, cb) {
  for (;;) setTimeout(function () {}, 1e6);
};
