// kind: action
// console: log: auth0|abc123 true user1@foo.com Username-Password-Authentication my-tenant en-us POST https://slack.example/x undefined
exports.onExecutePostUserRegistration = async (event, api) => {
  console.log(event.user.user_id, event.user.email_verified, event.user.email, event.connection.name, event.tenant.id,
    event.request.language, event.request.method, event.secrets.SLACK_HOOK, api.access);
};
