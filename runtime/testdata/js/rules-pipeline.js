// trigger: rules
// kind: rule
// result: {"user":{"user_id":"auth0|abc123","email":"user1@foo.com","email_verified":true,"name":"user1@foo.com","nickname":"user1","identities":[{"connection":"Username-Password-Authentication","user_id":"abc123","provider":"auth0","isSocial":false}],"user_metadata":{"hobby":"surfing"},"app_metadata":{"plan":"gold"}},"context":{"tenant":"my-tenant","clientID":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","clientName":"client-name","connection":"Username-Password-Authentication","connectionStrategy":"auth0","protocol":"oidc-basic-profile","stats":{"loginsCount":1},"request":{"ip":"127.0.0.1","userAgent":"Mozilla/5.0","query":{},"body":{}},"idToken":{"https://example.com/plan":"gold"},"accessToken":{}}}
function (user, context, callback) {
  user.app_metadata.plan = 'gold';
  context.idToken['https://example.com/plan'] = user.app_metadata.plan;
  callback(null, user, context);
}
