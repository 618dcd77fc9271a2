// Guarded: a RangeError that names the limit.
// outcome: threw
module.exports = function (user, context, cb) {
  'x'.repeat(Math.pow(2, 30));
};
