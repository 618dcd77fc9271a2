// An array that grows.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  var a = [];
  for (;;) a.push({});
};
