// The same by a backreference.
// outcome: timed_out
module.exports = function (user, context, cb) {
  /(a*)*\1b/.test('a'.repeat(40));
};
