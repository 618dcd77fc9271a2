// JSON nested a million levels.
// outcome: crashed
module.exports = function (user, context, cb) {
  JSON['pa' + 'rse']('['.repeat(1e6));
};
