// @mailchimp/mailchimp_marketing 3
const mailchimp = require('@mailchimp/mailchimp_marketing');
const crypto = require('crypto');

module.exports = async function (user, context, cb) {
  mailchimp.setConfig({ apiKey: context.webtask.secrets.MAILCHIMP, server: 'us1' });
  const hash = crypto.createHash('md5').update(user.email.toLowerCase()).digest('hex');
  const member = await mailchimp.lists.setListMember('abc', hash, { email_address: user.email, status_if_new: 'subscribed' });
  try {
    await mailchimp.lists.getList('missing');
  } catch (error) {
    cb(null, { member, status: error.status, body: error.response.body, message: error.message });
  }
};
