// jsonwebtoken 8
const jwt = require('jsonwebtoken');
const { generateKeyPairSync } = require('crypto');

module.exports = function (user, context, cb) {
  const secret = 'a secret of more than thirty-two characters';
  const signed = jwt.sign({ sub: user.id, iat: 1600000000 }, secret, { issuer: 'hookline', audience: 'api', expiresIn: '1h', header: { kid: 'k1' } });
  const results = { signed, decoded: jwt.decode(signed, { complete: true }) };
  results.verified = jwt.verify(signed, secret, { issuer: 'hookline', clockTimestamp: 1600000100 });
  const keys = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }),
    PS256: generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'pkcs1', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } }),
    ES256: generateKeyPairSync('ec', { namedCurve: 'prime256v1', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'sec1', format: 'pem' } }),
    ES384: generateKeyPairSync('ec', { namedCurve: 'secp384r1', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }),
  };
  for (const [algorithm, { publicKey, privateKey }] of Object.entries(keys)) {
    const token = jwt.sign({ a: 1 }, privateKey, { algorithm, noTimestamp: true });
    results[algorithm] = [token.split('.')[2].length, jwt.verify(token, publicKey, { algorithms: [algorithm] })];
  }
  const failures = [
    () => jwt.verify(signed, 'another secret of more than thirty-two characters'),
    () => jwt.verify(signed, secret),
    () => jwt.verify(signed, secret, { clockTimestamp: 1600000100, audience: 'other' }),
    () => jwt.verify('nonsense', secret),
    () => jwt.sign({}, secret, { algorithm: 'RS256' }),
    () => jwt.sign({}, secret, { expiresIn: 'soon' }),
    () => jwt.verify(signed, keys.RS256.publicKey),
  ];
  results.failures = failures.map((fails) => {
    try {
      return fails();
    } catch (error) {
      return [error.name, error.message];
    }
  });
  jwt.sign({ b: 2, iat: 1 }, secret, { algorithm: 'HS512' }, (error, token) => {
    if (error) return cb(error);
    jwt.verify(token, (header, done) => done(null, secret), (error, payload) => cb(error, { ...results, token, payload }));
  });
};
