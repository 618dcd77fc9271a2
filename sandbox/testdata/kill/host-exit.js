// A hook cannot end its process.
// outcome: threw | returned
module.exports = function (user, context, cb) {
  process.exit(1);
};
