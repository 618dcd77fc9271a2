/**
 * Sends a mail after a password was changed, through the HTTP API of SendGrid.
 *
 * Secrets: SENDGRID_KEY; MAIL_FROM, an address that SendGrid may send for;
 * SENDGRID_URL, if it is not https://api.sendgrid.com.
 *
 * @type {Hookline.AsyncPostChangePasswordHook}
 */
module.exports = async function (user, context, cb) {
  const { SENDGRID_KEY, MAIL_FROM, SENDGRID_URL } = context.webtask.secrets;
  try {
    const response = await fetch((SENDGRID_URL || 'https://api.sendgrid.com') + '/v3/mail/send', {
      method: 'POST',
      headers: { authorization: 'Bearer ' + SENDGRID_KEY, 'content-type': 'application/json' },
      body: JSON.stringify({
        personalizations: [{ to: [{ email: user.email }] }],
        from: { email: MAIL_FROM },
        subject: 'Your password was changed',
        content: [{
          type: 'text/plain',
          value: 'Your password was changed at ' + user.last_password_reset + '. If that was not you, please tell us.',
        }],
      }),
    });
    if (!response.ok) {
      throw new Error('SendGrid answered ' + response.status + ': ' + (await response.text()).slice(0, 200));
    }
    cb();
  } catch (error) {
    cb(error);
  }
};
