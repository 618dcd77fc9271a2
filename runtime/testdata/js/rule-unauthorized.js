// kind: rule
// outcome: threw
// error: UnauthorizedError: Please verify your address. (hook.js:5:19)
function (user, context, callback) {
  return callback(new UnauthorizedError('Please verify your address.'));
}
