// 2^26 nodes as text.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  var a = [];
  for (var i = 0; i < 26; i++) a = [a, a];
  '' + a;
};
