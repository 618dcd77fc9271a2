// trigger: pre-user-registration
// kind: action
// result: {"user":{}}
exports.onExecutePreUserRegistration = async () => {};
