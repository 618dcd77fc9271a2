// kind: rule
// result: {"domain":"","message":"auth0.users cannot be used: no management client is configured; set the secrets AUTH0_DOMAIN and AUTH0_ACCESS_TOKEN of this rule (token with the scope update:users)"}
function (user, context, callback) {
  auth0.users.updateAppMetadata(user.user_id, { a: 1 }).then(null, function (e) {
    callback(null, { domain: auth0.domain, message: e.message });
  });
}
