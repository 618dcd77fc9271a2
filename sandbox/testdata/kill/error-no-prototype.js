// What is thrown has no toString.
// outcome: threw
module.exports = function (user, context, cb) {
  throw Object.create(null);
};
