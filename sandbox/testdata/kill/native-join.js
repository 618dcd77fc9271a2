// 2^32-1 holes made one text.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  global['Arr' + 'ay'](Math.pow(2, 32) - 1)['jo' + 'in']('x');
};
