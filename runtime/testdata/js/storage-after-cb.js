// document: {"n":1}
// kept: {"n":2}
// result: {}
// console: log: kept
module.exports = function (user, context, cb) {
  cb();
  context.webtask.storage.set({ n: 2 }, { force: true }, function (err) { console.log(err ? err.message : 'kept'); });
};
