// And as the buffer of what pretends to be a view.
// outcome: threw | returned
module.exports = function (user, context, cb) {
  var a = [];
  a.length = Math.pow(2, 32) - 1;
  require('crypto').createHash('sha1').update({ buffer: a, byteOffset: 0, byteLength: 1 });
};
