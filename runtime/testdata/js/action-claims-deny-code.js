// trigger: credentials-exchange
// outcome: threw
// error: TypeError: api.access.deny: the code must be invalid_scope, invalid_request or server_error (hook.js:5:18)
exports.onExecuteCredentialsExchange = async (event, api) => {
  api.access.deny('nope', 'not yours');
};
