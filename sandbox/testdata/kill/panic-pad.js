// A size that Go refuses.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  'x'['pad' + 'End'](Math.pow(2, 53));
};
