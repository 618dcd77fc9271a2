// @slack/webhook 8
const { IncomingWebhook } = require('@slack/webhook');

module.exports = async function (user, context, cb) {
  const webhook = new IncomingWebhook(context.webtask.secrets.SLACK_HOOK, { username: 'Bot' });
  const sent = await webhook.send({ text: 'New user: ' + user.email, attachments: [{ color: 'good', text: 'ü' }] });
  try {
    await new IncomingWebhook('https://hooks.slack.com/services/GONE').send('plain');
  } catch (error) {
    cb(null, { sent, code: error.code, message: error.message });
  }
};
