// What is thrown throws when it becomes text.
// outcome: threw
module.exports = function (user, context, cb) {
  throw { toString: function () { throw 1; } }
};
