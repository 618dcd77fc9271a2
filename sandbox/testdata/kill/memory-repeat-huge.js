// 2^40 characters at once.
// outcome: out_of_memory | crashed
module.exports = function (user, context, cb) {
  'x'['re' + 'peat'](Math.pow(2, 40));
};
