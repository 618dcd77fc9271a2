/**
 * Runs before an access token is issued to a machine client. The token request waits
 * for the callback. context.webtask.secrets holds this hook's secrets.
 *
 * @type {Hookline.CredentialsExchangeHook}
 */
module.exports = function (client, scope, audience, context, cb) {
  /** @type {Hookline.CredentialsExchangeResult} */
  var claims = {};
  claims.scope = scope; // without this line the token has no scopes

  // A claim of your own needs a name that is a URL:
  // claims['https://example.com/plan'] = client.metadata.plan;

  // One more scope:
  // claims.scope.push('read:invoices');

  // A refusal, with the OAuth error that the client gets:
  // return cb(new InvalidScopeError('This client may not read invoices.'));
  // return cb(new InvalidRequestError('The audience is not known.'));
  // return cb(new ServerError('The plan could not be looked up.'));

  cb(null, claims);
};
