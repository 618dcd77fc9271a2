// result: {"first":"TypeError: x"}
module.exports = function (user, context, cb) {
  var e = new TypeError('x');
  cb(null, { first: e.stack.split('\n')[0] });
};
