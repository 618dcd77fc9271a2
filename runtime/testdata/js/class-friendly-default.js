// trigger: pre-user-registration
// result: {"friendly":"denied","name":"PreUserRegistrationError","error":true,"keys":"name,friendlyMessage"}
module.exports = function (user, context, cb) {
  var e = new PreUserRegistrationError('denied');
  cb(null, { friendly: e.friendlyMessage, name: e.name, error: e instanceof Error, keys: Object.keys(e).join() });
};
