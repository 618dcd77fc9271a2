// mailgun-js 0.22
const mailgunJs = require('mailgun-js');

module.exports = function (user, context, cb) {
  const mailgun = mailgunJs({ apiKey: context.webtask.secrets.MAILGUN, domain: 'mg.example.com' });
  mailgun.messages().send({ from: 'Hooks <hooks@mg.example.com>', to: user.email, subject: 'Hello', text: 'ü', 'v:id': user.id }, (error, body) => {
    if (error) return cb(error);
    const attachment = new mailgun.Attachment({ data: Buffer.from('text'), filename: 'a.txt', contentType: 'text/plain' });
    mailgun.messages().send({ from: 'a@mg.example.com', to: user.email, subject: 'file', text: 't', attachment }, (error, second) => {
      if (error) return cb(error);
      mailgun.lists('missing@mg.example.com').info((missing) => {
        cb(null, { body, second, missing: [missing.statusCode, missing.message] });
      });
    });
  });
};
