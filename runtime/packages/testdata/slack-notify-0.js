// slack-notify 0.1.7
// Posts a form with the field payload; calls back without a value when Slack says ok.
module.exports = function (user, context, cb) {
  const slack = require('slack-notify')(context.webtask.secrets.SLACK_HOOK);
  slack.success({
    text: 'New user: ' + user.email,
    channel: '#some_channel',
    fields: { id: user.id, name: user.name },
  }, (error) => {
    if (error) return cb(error);
    slack.extend({ channel: '#sign-ups', icon_emoji: ':computer:', username: 'Server' })('plain text', (error) => {
      if (error) return cb(error);
      require('slack-notify')('https://hooks.slack.com/services/GONE').bug('lost', function (error) {
        cb(null, { last: arguments.length, error: error && error.message });
      });
    });
  });
};
