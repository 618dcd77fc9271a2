// Guarded.
// outcome: threw
module.exports = function (user, context, cb) {
  Math.max.apply(null, { length: Math.pow(2, 31) });
};
