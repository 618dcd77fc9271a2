// Nor another.
// outcome: threw
module.exports = function (user, context, cb) {
  process.kill(1, 9);
};
