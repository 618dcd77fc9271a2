// trigger: pre-user-registration
// outcome: threw
// error: ValidationError: Too short (hook.js:5:23)
exports.onExecutePreUserRegistration = async (event, api) => {
  api.validation.error('invalid_name', 'Too short');
};
