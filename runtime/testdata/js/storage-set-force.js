// document: {"n":1}
// kept: ["new"]
// result: {}
module.exports = function (user, context, cb) {
  context.webtask.storage.set(['new'], { force: true }, cb);
};
