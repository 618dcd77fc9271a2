// request-promise 4
const rp = require('request-promise');

module.exports = async function (user, context, cb) {
  try {
    const full = await rp({ uri: 'https://api.example.com/echo', qs: { id: user.id }, json: true, resolveWithFullResponse: true });
    const body = await rp.post({ uri: 'https://api.example.com/echo', body: { email: user.email }, json: true });
    await rp({ uri: 'https://api.example.com/status/404' })
      .then(() => cb(new Error('not reached')))
      .catch((error) => cb(null, { status: full.statusCode, got: full.body, body, error: error.name, code: error.statusCode, message: error.message }))
      .finally(() => console.log('finally'));
  } catch (error) {
    cb(error);
  }
};
