// 30 million strings of one character.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  'x'['re' + 'peat'](3e7)['sp' + 'lit']('');
};
