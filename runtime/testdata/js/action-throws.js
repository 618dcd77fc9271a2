// trigger: pre-user-registration
// kind: action
// outcome: threw
// error: TypeError: boom (hook.js:7:9)
exports.onExecutePreUserRegistration = async (event, api) => {
  await Promise.resolve();
  throw new TypeError('boom');
};
