// A regular expression nested two million levels.
// outcome: crashed | threw | out_of_memory
module.exports = function (user, context, cb) {
  new RegExp('(?=a)' + '('.repeat(2e6) + ')'.repeat(2e6));
};
