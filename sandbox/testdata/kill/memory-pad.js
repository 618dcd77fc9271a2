// 2^40 characters of padding.
// outcome: out_of_memory | crashed
module.exports = function (user, context, cb) {
  ''['pad' + 'Start'](Math.pow(2, 40));
};
