// result: {"named":true}
function welcome(user, context, callback) {
  callback(null, { named: true });
}
