// trigger: pre-user-registration
// kind: action
// console: log: undefined false
// result: {"user":{"app_metadata":{"plan":"full","vip":true},"user_metadata":{"color":"red"}}}
exports.onExecutePreUserRegistration = async (event, api) => {
  console.log(event.user.password, event.user.email_verified);
  api.user.setAppMetadata('vip', true);
  api.user.setUserMetadata('hobby', null).user.setUserMetadata('color', 'red');
};
