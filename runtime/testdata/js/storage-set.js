// document: {"n":1}
// kept: {"n":2}
// result: {"n":2}
module.exports = function (user, context, cb) {
  var storage = context.webtask.storage;
  storage.get(function (err, data) {
    data.n += 1;
    storage.set(data, function (err) {
      if (err) return cb(err);
      storage.get(function (err, data) { cb(err, data); });
    });
  });
};
