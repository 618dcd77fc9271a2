// Guarded.
// outcome: threw
module.exports = function (user, context, cb) {
  Array(Math.pow(2, 32) - 1).join('x');
};
