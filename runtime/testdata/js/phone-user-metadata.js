// trigger: send-phone-message
// result: {"a":"undefined","u":"undefined"}
module.exports = function (recipient, text, context, cb) {
  cb(null, { a: String(context.user.app_metadata.x), u: String(context.user.user_metadata.x) });
};
