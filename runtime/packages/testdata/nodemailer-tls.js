// nodemailer 10
// SMTP over TLS from the start; the message as a JSON transport makes it.
const nodemailer = require('nodemailer');

module.exports = function (user, context, cb) {
  const transport = nodemailer.createTransport({ host: 'smtp.example.com', port: 465, secure: true, name: 'hookline.example.com', auth: { user: 'mailer', pass: context.webtask.secrets.SMTP_PASSWORD } });
  transport.sendMail({ from: 'a@example.com', to: user.email, subject: 's', text: 't' }, (error, info) => {
    if (error) return cb(error);
    nodemailer.createTransport({ jsonTransport: true }).sendMail({ from: 'a@example.com', to: 'b@example.com', messageId: '<fixed@example.com>', text: 'x' }, (error, json) => {
      cb(error, { response: info.response, json: json && JSON.parse(json.message) });
    });
  });
};
