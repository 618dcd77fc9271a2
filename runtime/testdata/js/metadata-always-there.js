// trigger: post-change-password
// result: {"a":"undefined","u":"undefined"}
module.exports = function (user, context, cb) {
  cb(null, { a: String(user.app_metadata.x), u: String(user.user_metadata.x) });
};
