// jwks-rsa 4
const jwksClient = require('jwks-rsa');
const jwt = require('jsonwebtoken');

module.exports = function (user, context, cb) {
  const client = jwksClient({ jwksUri: 'https://tenant.auth0.com/.well-known/jwks.json', cache: true, rateLimit: true });
  const getKey = (header, done) => client.getSigningKey(header.kid, (error, key) => done(error, key && key.getPublicKey()));
  jwt.verify(context.webtask.secrets.ID_TOKEN, getKey, { algorithms: ['RS256'], ignoreExpiration: true }, async (error, payload) => {
    if (error) return cb(error);
    const key = await client.getSigningKey('key-1');
    await client.getSigningKey('unknown').catch((failure) => {
      cb(null, { payload, kid: key.kid, pem: key.getPublicKey().split('\n')[0], failure: [failure.name, failure.message] });
    });
  });
};
