// auth0 2
const { ManagementClient, AuthenticationClient } = require('auth0');

module.exports = async function (user, context, cb) {
  const management = new ManagementClient({ domain: 'tenant.auth0.com', clientId: 'id', clientSecret: 'secret', scope: 'read:users update:users' });
  const found = await management.getUser({ id: 'auth0|1' });
  management.updateAppMetadata({ id: 'auth0|1' }, { plan: 'gold' }, async (error, updated) => {
    if (error) return cb(error);
    const listed = await management.getUsers({ q: 'email:"a@b.c"', search_engine: 'v3', per_page: 1 });
    const authentication = new AuthenticationClient({ domain: 'tenant.auth0.com', clientId: 'id', clientSecret: 'secret' });
    const granted = await authentication.clientCredentialsGrant({ audience: 'https://api.example.com/' });
    await management.getUser({ id: 'auth0|404' }).catch((failure) => {
      cb(null, { found, updated, listed, granted: granted.token_type, failure: [failure.name, failure.statusCode, failure.message] });
    });
  });
};
