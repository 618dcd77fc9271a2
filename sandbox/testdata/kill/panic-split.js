// A nil dereference in goja.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  RegExp.prototype[Symbol.split].call([1, 2, 3]);
};
