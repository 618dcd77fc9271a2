// trigger: pre-user-registration
// outcome: refused
// error: the action exports onExecutePostLogin; trigger pre-user-registration calls onExecutePreUserRegistration
exports.onExecutePostLogin = async () => {};
