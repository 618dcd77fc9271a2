// document: {"n":1}
// result: {"n":1,"same":true,"etag":"CCwmyKa8dSJqMdpUlcySkg=="}
module.exports = function (user, context, cb) {
  var storage = context.webtask.storage;
  storage.get(function (err, data) {
    cb(err, { n: data.n, same: storage.data.n === data.n, etag: storage.etag });
  });
};
