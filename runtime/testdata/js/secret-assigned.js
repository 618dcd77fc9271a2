// result: {"global":"other","secrets":"https://slack.example/x"}
module.exports = function (user, context, cb) {
  SLACK_HOOK = 'other';
  cb(null, { global: global.SLACK_HOOK, secrets: context.webtask.secrets.SLACK_HOOK });
};
