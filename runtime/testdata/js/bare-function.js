// result: {"bare":"user1"}
function (user, context, callback) {
  callback(null, { bare: user.username });
}
