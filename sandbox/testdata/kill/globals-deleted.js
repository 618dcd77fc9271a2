// Error classes are gone when the runtime would throw one.
// outcome: threw | returned
module.exports = function (user, context, cb) {
  RangeError = TypeError = Error = undefined;
  'x'.repeat(Math.pow(2, 40));
};
