// result: {"secret":"https://slack.example/x","same":true,"name":"welcome"}
var webtask = module.webtask;
module.exports = function (user, context, cb) {
  cb(null, { secret: webtask.secrets.SLACK_HOOK, same: webtask === context.webtask, name: webtask.meta['hook-name'] });
};
