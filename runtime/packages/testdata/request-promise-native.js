// request-promise-native 1
const request = require('request-promise-native');

module.exports = async function (user, context, cb) {
  const body = await request.post('https://api.example.com/echo', { json: { email: user.email } });
  try {
    await request({ uri: 'https://api.example.com/status/500', simple: true });
  } catch (error) {
    return cb(null, { body, name: error.name, status: error.statusCode });
  }
  cb(new Error('not reached'));
};
