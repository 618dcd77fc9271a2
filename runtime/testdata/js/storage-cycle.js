// kept: nothing
// result: {"name":"TypeError"}
module.exports = function (user, context, cb) {
  var a = {};
  a.a = a;
  try { context.webtask.storage.set(a, { force: true }, cb); } catch (e) { cb(null, { name: e.name }); }
};
