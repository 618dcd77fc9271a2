/**
 * Tells a Slack channel of every new user.
 *
 * Secret: SLACK_HOOK, the URL of an incoming webhook.
 *
 * @type {Hookline.PostUserRegistrationHook}
 */
module.exports = function (user, context, cb) {
  var slack = require('slack-notify')(context.webtask.secrets.SLACK_HOOK);
  slack.onError = function (error) { console.error('Slack was not reached:', error); };
  slack.success({
    channel: '#signups',
    text: 'New user: ' + (user.username || user.email) + ' (' + user.email + ')',
    fields: { Connection: context.connection.name, Language: context.requestLanguage },
  });
  cb(); // the request goes on
};
