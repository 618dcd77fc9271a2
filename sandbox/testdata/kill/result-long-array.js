// An array of 2^32-1 holes as result.
// outcome: output_too_large | timed_out | out_of_memory | threw
module.exports = function (user, context, cb) {
  var a = [];
  a.length = Math.pow(2, 32) - 1;
  cb(null, a);
};
