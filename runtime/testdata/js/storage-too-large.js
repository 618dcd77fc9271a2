// kept: nothing
// result: {"message":"the document is 512003 bytes of JSON; context.webtask.storage keeps at most 512000"}
module.exports = function (user, context, cb) {
  context.webtask.storage.set('x'.repeat(512001), { force: true }, function (err) { cb(null, { message: err.message }); });
};
