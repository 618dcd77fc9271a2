// Another.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  'x'['re' + 'peat'](1e300);
};
