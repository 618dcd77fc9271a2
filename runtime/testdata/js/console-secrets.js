// console: log: { hook: 'https://slack.example/x', key: [Getter], id: '' }
// console: log: object [ 'api-key', 'SLACK_HOOK' ]
module.exports = function (user, context, cb) {
  var secrets = context.webtask.secrets;
  console.log({ hook: secrets.SLACK_HOOK, get key() { return secrets['api-key']; }, id: context.webtask.id });
  console.log(typeof context.webtask, ['api-key', 'SLACK_HOOK'].filter(function (name) { return require('util').inspect(context.webtask).includes(name); }));
  cb();
};
