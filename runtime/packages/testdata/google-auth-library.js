// google-auth-library 10
const { GoogleAuth, OAuth2Client, JWT } = require('google-auth-library');

module.exports = async function (user, context, cb) {
  const credentials = { client_email: 'hook@project.iam.gserviceaccount.com', private_key: context.webtask.secrets.PRIVATE_KEY, type: 'service_account' };
  const auth = new GoogleAuth({ credentials, scopes: 'https://www.googleapis.com/auth/cloud-platform' });
  const client = await auth.getClient();
  const answer = await client.request({ url: 'https://pubsub.googleapis.com/v1/projects/p/topics/t:publish', method: 'POST', data: { messages: [{ data: 'eA==' }] } });
  const idClient = await auth.getIdTokenClient('https://function.example.com/');
  const headers = await idClient.getRequestHeaders();
  const url = new OAuth2Client('id', 'secret', 'https://example.com/cb').generateAuthUrl({ access_type: 'offline', scope: ['a', 'b'] });
  const refused = await new JWT({ email: 'refused@example.com', key: credentials.private_key, scopes: ['x'] }).authorize().catch((e) => e);
  cb(null, { data: answer.data, authorized: String(headers.get('authorization')).slice(0, 7), url, refused: [refused.message, refused.status] });
};
