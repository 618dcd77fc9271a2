// Normalising megabytes.
// outcome: timed_out | out_of_memory | returned
module.exports = function (user, context, cb) {
  var s = 'e\u0301'.repeat(4e6);
  for (;;) s.normalize('NFC');
};
