/**
 * Runs before an access token is issued to a machine client. The token request waits
 * for the callback.
 *
 * @param {object} client - id, name, tenant and metadata of the application
 * @param {string[]|undefined} scope - the scopes the token is going to have
 * @param {string} audience - the API the token is for
 * @param {object} context - context.webtask.secrets holds this hook's secrets
 * @param {function} cb - cb(error, claims)
 */
module.exports = function (client, scope, audience, context, cb) {
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
