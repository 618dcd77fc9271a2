// result: {"name":"undefined","given":"undefined","id":"undefined"}
module.exports = function (user, context, cb) {
  cb(null, { name: String(user.name), given: String(user.given_name), id: String(user.user_id) });
};
