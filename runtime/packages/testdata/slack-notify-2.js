// slack-notify 2
// Posts JSON; answers with promises.
const SlackNotify = require('slack-notify');

module.exports = async (user, context, cb) => {
  const slack = SlackNotify(context.webtask.secrets.SLACK_HOOK);
  await slack.success({ channel: '#some_channel', text: 'New user: ' + user.email, fields: { id: user.id } });
  await slack.alert('plain text');
  try {
    await SlackNotify('https://hooks.slack.com/services/GONE').send({ text: 'x' });
    cb(null, { sent: true });
  } catch (e) {
    cb(null, { error: String(e && e.message || e) });
  }
};
