// nodemailer 10
// SMTP with STARTTLS and authentication, text, HTML and an attachment; then a refused recipient.
const nodemailer = require('nodemailer');

module.exports = async function (user, context, cb) {
  const transport = nodemailer.createTransport({
    host: 'smtp.example.com', port: 587, requireTLS: true, name: 'hookline.example.com',
    auth: { user: 'mailer', pass: context.webtask.secrets.SMTP_PASSWORD },
  });
  try {
    await transport.verify();
    const info = await transport.sendMail({
      from: '"Höoks" <hooks@example.com>', to: user.email, cc: ['Cc <cc@example.com>'], subject: 'Wëlcome ' + user.name,
      text: 'Hello ü\n.\ndots', html: '<b>Hello</b>', attachments: [{ filename: 'ä.txt', content: 'attached' }],
    });
    const refused = await transport.sendMail({ from: 'hooks@example.com', to: 'refused@example.com', text: 'x' }).catch((error) => error);
    const plain = nodemailer.createTransport('smtp://mail.example.com:25');
    const simple = await plain.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't', messageId: '<fixed@example.com>', date: new Date(0) });
    const wrong = await nodemailer.createTransport({ host: 'smtp.example.com', port: 587, auth: { user: 'mailer', pass: 'wrong' }, name: 'x' }).verify().catch((error) => error);
    cb(null, { accepted: info.accepted, response: info.response, envelope: info.envelope, refused: [refused.code, refused.responseCode, refused.message], simple: simple.messageId, wrong: [wrong.code, wrong.message] });
  } catch (error) {
    cb(error);
  }
};
