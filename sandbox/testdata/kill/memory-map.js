// A map that grows.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  var m = new Map();
  for (var i = 0;; i++) m.set(i, {});
};
