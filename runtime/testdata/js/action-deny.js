// trigger: pre-user-registration
// kind: action
// console: log: goes on
// outcome: threw
// error: PreUserRegistrationError: bad domain (hook.js:7:18)
exports.onExecutePreUserRegistration = async (event, api) => {
  api.access.deny('bad domain', 'Use your company address.');
  api.access.deny('second', 'is not heard');
  console.log('goes on');
};
