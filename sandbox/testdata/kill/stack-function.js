// The same by Function.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  new Function('('.repeat(2e6));
};
