// Promises that wait for each other.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  var p = Promise.resolve();
  for (;;) p = p.then(function () {});
};
