// Source nested two million levels.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  eval('('.repeat(2e6));
};
