// What is thrown is a proxy that was revoked.
// outcome: threw | crashed
module.exports = function (user, context, cb) {
  var r = Proxy.revocable({}, {});
  r.revoke();
  throw r.proxy;
};
