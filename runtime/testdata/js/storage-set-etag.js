// document: {"n":1}
// kept: {"n":3}
// result: {}
module.exports = function (user, context, cb) {
  context.webtask.storage.set({ n: 3 }, { etag: 'CCwmyKa8dSJqMdpUlcySkg==' }, cb);
};
