// @slack/web-api 8
const { WebClient } = require('@slack/web-api');

module.exports = async function (user, context, cb) {
  const slack = new WebClient(context.webtask.secrets.SLACK_TOKEN);
  const posted = await slack.chat.postMessage({ channel: '#some_channel', text: 'New user: ' + user.email, blocks: [{ type: 'divider' }] });
  const found = await slack.users.lookupByEmail({ email: user.email });
  try {
    await slack.conversations.invite({ channel: 'C404', users: 'U1' });
  } catch (error) {
    cb(null, { ok: posted.ok, ts: posted.ts, user: found.user, code: error.code, data: error.data.error, message: error.message });
  }
};
