// trigger: credentials-exchange
// kind: action
// console: log: client-name full https://my-tenant.auth0.com/api/v2/ [ 'read:connections' ]
// result: {"scope":["b"],"https://example.com/plan":"full"}
exports.onExecuteCredentialsExchange = async (event, api) => {
  console.log(event.client.name, event.client.metadata.plan, event.resource_server.identifier, event.accessToken.scope);
  api.accessToken.setCustomClaim('https://example.com/plan', event.client.metadata.plan);
  api.transaction.addTargetScope('b');
  api.transaction.removeTargetScope('read:connections');
};
