// And where bytes are expected.
// outcome: threw | returned
module.exports = function (user, context, cb) {
  var a = [];
  a.length = Math.pow(2, 32) - 1;
  require('crypto').createHash('sha1').update(a);
};
