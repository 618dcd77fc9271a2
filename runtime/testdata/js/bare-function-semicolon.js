// result: {"bare":true}
function (user, context, callback) {
  callback(null, { bare: true });
};
