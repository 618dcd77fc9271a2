// A toString that calls itself.
// outcome: threw
module.exports = function (user, context, cb) {
  var o = { toString: function () { return '' + o; } };
  '' + o;
};
