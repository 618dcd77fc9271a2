// A proxy that asks itself.
// outcome: threw | crashed
module.exports = function (user, context, cb) {
  var p = new Proxy({}, { get: function (t, k) { return p[k]; } });
  p.x;
};
