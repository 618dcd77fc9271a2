// A cycle of arrays as text.
// outcome: threw | returned | crashed
module.exports = function (user, context, cb) {
  var a = [];
  a.push([a]);
  '' + a;
};
