// A cycle as result.
// outcome: threw
module.exports = function (user, context, cb) {
  var a = {};
  a.a = a;
  cb(null, a);
};
