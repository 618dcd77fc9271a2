// Guarded.
// outcome: threw
module.exports = function (user, context, cb) {
  JSON.parse('['.repeat(1e6));
};
