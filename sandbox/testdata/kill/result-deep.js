// A result nested 200,000 levels.
// outcome: threw | crashed | output_too_large | timed_out | out_of_memory
module.exports = function (user, context, cb) {
  var a = [];
  for (var i = 0; i < 200000; i++) a = [a];
  cb(null, a);
};
