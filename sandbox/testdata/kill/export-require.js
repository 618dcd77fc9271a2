// An array of 2^32-1 holes, where a name is expected.
// outcome: threw
module.exports = function (user, context, cb) {
  var a = [];
  a.length = Math.pow(2, 32) - 1;
  require(a);
};
