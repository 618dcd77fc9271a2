// result: {"bare":"https://slack.example/x","webtask":"https://slack.example/x","data":"https://slack.example/x","configuration":"https://slack.example/x","dashed":"k","json":"object","stringified":"{\"a\":1}"}
module.exports = function (user, context, cb) {
  cb(null, {
    bare: SLACK_HOOK,
    webtask: context.webtask.secrets.SLACK_HOOK,
    data: context.webtask.data.SLACK_HOOK,
    configuration: configuration.SLACK_HOOK,
    dashed: context.webtask.secrets['api-key'],
    json: typeof JSON,
    stringified: JSON.stringify({ a: 1 }),
  });
};
