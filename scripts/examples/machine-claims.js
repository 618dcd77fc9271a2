/**
 * Adds the plan of a client to its tokens, and gives the scope of the paid plans to
 * those who have one.
 *
 * @type {Hookline.CredentialsExchangeHook}
 */
module.exports = function (client, scope, audience, context, cb) {
  const plan = client.metadata.plan || 'free';
  if (!['free', 'full', 'trial'].includes(plan)) {
    return cb(new InvalidRequestError('the plan ' + plan + ' is not known'));
  }
  /** @type {Hookline.CredentialsExchangeResult} */
  const claims = { scope: scope || [] };
  claims['https://example.com/plan'] = plan;
  if (plan === 'full') claims.scope = [...(scope || []), 'read:reports'];
  cb(null, claims);
};
