// aws-sdk 2
// One client alone, which is a tenth of the whole package.
const SNS = require('aws-sdk/clients/sns');

module.exports = function (user, context, cb) {
  process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
  process.env.AWS_ACCESS_KEY_ID = context.webtask.secrets.AWS_ID;
  process.env.AWS_SECRET_ACCESS_KEY = context.webtask.secrets.AWS_SECRET;
  new SNS({ region: 'us-east-1' }).publish({ Message: user.email, PhoneNumber: '+15005550001' }).promise()
    .then((published) => cb(null, published), cb);
};
