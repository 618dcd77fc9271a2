// trigger: pre-user-registration
// kind: action
// result: {"user":{"app_metadata":{"plan":"full","a":1}}}
exports.onExecutePreUserRegistration = function (event, api) { api.user.setAppMetadata('a', 1); };
