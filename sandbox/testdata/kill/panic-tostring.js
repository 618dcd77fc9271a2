// Another, by a revoked proxy.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  var r = Proxy.revocable(function () {}, {});
  r.revoke();
  Function.prototype.toString.call(r.proxy);
};
