// trigger: credentials-exchange
// outcome: threw
// error: InvalidScopeError: not yours (hook.js:5:18)
exports.onExecuteCredentialsExchange = async (event, api) => {
  api.access.deny('invalid_scope', 'not yours');
};
