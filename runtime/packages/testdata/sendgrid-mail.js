// @sendgrid/mail 8
const sgMail = require('@sendgrid/mail');

module.exports = async function (user, context, cb) {
  sgMail.setApiKey('SG.' + context.webtask.secrets.SENDGRID);
  const [response] = await sgMail.send({
    to: user.email, from: { email: 'hooks@example.com', name: 'Hooks' }, subject: 'Wëlcome',
    text: 'Hello', html: '<b>Hello</b>', templateId: 'd-1', dynamicTemplateData: { name: user.name },
    attachments: [{ content: Buffer.from('text').toString('base64'), filename: 'a.txt', type: 'text/plain' }],
  });
  try {
    await sgMail.send({ to: 'refused@example.com', from: 'hooks@example.com', subject: 'x', text: 'x' });
  } catch (error) {
    cb(null, { status: response.statusCode, id: response.headers['x-message-id'], code: error.code, message: error.message, errors: error.response.body.errors });
  }
};
