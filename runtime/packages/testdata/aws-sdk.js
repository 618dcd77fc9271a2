// aws-sdk 2
// SNS (form and XML) and Lambda (JSON), with an error of each.
const AWS = require('aws-sdk');

module.exports = function (user, context, cb) {
  process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
  const { AWS_ID, AWS_SECRET } = context.webtask.secrets;
  AWS.config.update({ accessKeyId: AWS_ID, secretAccessKey: AWS_SECRET, region: 'us-east-1', maxRetries: 0 });
  const sns = new AWS.SNS({ apiVersion: '2010-03-31' });
  sns.publish({ Message: 'New user: ' + user.email, TopicArn: 'arn:aws:sns:us-east-1:1:users', MessageAttributes: { kind: { DataType: 'String', StringValue: 'ü' } } }, async (error, published) => {
    if (error) return cb(error);
    const lambda = new AWS.Lambda();
    const invoked = await lambda.invoke({ FunctionName: 'welcome', Payload: JSON.stringify({ id: user.id }) }).promise();
    const failure = await sns.publish({ Message: 'x', TopicArn: 'arn:aws:sns:us-east-1:1:missing' }).promise().catch((e) => e);
    const missing = await lambda.invoke({ FunctionName: 'missing' }).promise().catch((e) => e);
    cb(null, { published, invoked, failure: [failure.code, failure.statusCode, failure.message], missing: [missing.code, missing.statusCode, missing.message] });
  });
};
