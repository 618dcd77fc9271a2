// Another.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  RegExp.prototype[Symbol.replace].call([1, 2, 3]);
};
