// trigger: pre-user-registration
// outcome: threw
// error: Error: the action ended while its promise was not settled
exports.onExecutePreUserRegistration = () => new Promise(() => {});
