// result: {"data":"undefined","before":"undefined","etag":"undefined"}
module.exports = function (user, context, cb) {
  var storage = context.webtask.storage;
  var before = String(storage.data);
  storage.get({}, function (err, data) {
    cb(err, { data: String(data), before: before, etag: String(storage.etag) });
  });
};
