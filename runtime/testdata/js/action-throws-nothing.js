// trigger: pre-user-registration
// outcome: threw
// error: Error: the action threw undefined
exports.onExecutePreUserRegistration = async () => { throw undefined; };
