/**
 * Sends a welcome mail through an SMTP server, with TLS.
 *
 * Dependency: nodemailer.
 * Secrets: SMTP_HOST, SMTP_USER, SMTP_PASSWORD; MAIL_FROM.
 *
 * @type {Hookline.AsyncPostUserRegistrationHook}
 */
module.exports = async function (user, context, cb) {
  const nodemailer = require('nodemailer');
  const { SMTP_HOST, SMTP_USER, SMTP_PASSWORD, MAIL_FROM } = context.webtask.secrets;
  const transport = nodemailer.createTransport({
    host: SMTP_HOST, port: 587, requireTLS: true, auth: { user: SMTP_USER, pass: SMTP_PASSWORD },
  });
  try {
    const info = await transport.sendMail({
      from: MAIL_FROM,
      to: user.email,
      subject: 'Welcome',
      text: 'Hello ' + (user.username || user.email) + ',\n\nthank you for signing up.\n',
    });
    console.log('accepted for', info.accepted.join(', '));
    cb();
  } catch (error) {
    cb(error);
  }
};
