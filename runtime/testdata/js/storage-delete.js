// document: {"n":1}
// kept: nothing
// result: {"after":"undefined"}
module.exports = function (user, context, cb) {
  var storage = context.webtask.storage;
  storage.set(null, { force: true }, function (err) {
    storage.get(function (err, data) { cb(err, { after: String(data) }); });
  });
};
