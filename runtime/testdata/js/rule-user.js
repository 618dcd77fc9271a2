// kind: rule
// result: {"id":"auth0|abc123","bare":"abc123","verified":true,"camel":true,"phone":"1-000-000-0000","name":"user1@foo.com","provider":"auth0","connection":"Username-Password-Authentication","logins":1,"hook":"https://slack.example/x","printed":false}
function (user, context, callback) {
  callback(null, {
    id: user.user_id, bare: user.id, verified: user.email_verified, camel: user.emailVerified, phone: user.phone_number,
    name: user.name, provider: user.identities[0].provider, connection: context.connection, logins: context.stats.loginsCount,
    hook: configuration.SLACK_HOOK, printed: JSON.stringify(user).indexOf('email_verified') >= 0,
  });
}
