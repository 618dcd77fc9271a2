// document: {"n":1}
// kept: {"n":11}
// result: {"message":"Item was modified since it was read.","code":409,"conflict":{"n":10}}
module.exports = function (user, context, cb) {
  var storage = context.webtask.storage;
  storage.get(function (err, data) {
    storage.set({ n: 10 }, function (err) {
      if (err) return cb(err);
      storage.set({ n: 2 }, { etag: 'stale' }, function (conflict) {
        storage.set({ n: conflict.conflict.n + 1 }, function (err) {
          cb(err, { message: conflict.message, code: conflict.code, conflict: conflict.conflict });
        });
      });
    });
  });
};
