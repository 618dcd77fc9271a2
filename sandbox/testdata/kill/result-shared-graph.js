// Small in memory, 2^26 nodes as JSON.
// outcome: timed_out | out_of_memory | output_too_large
module.exports = function (user, context, cb) {
  var a = [];
  for (var i = 0; i < 26; i++) a = [a, a];
  cb(null, a);
};
