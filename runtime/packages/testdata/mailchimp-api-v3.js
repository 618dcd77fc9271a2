// mailchimp-api-v3 1
const Mailchimp = require('mailchimp-api-v3');

module.exports = function (user, context, cb) {
  const mailchimp = new Mailchimp(context.webtask.secrets.MAILCHIMP);
  mailchimp.post('/lists/abc/members', { email_address: user.email, status: 'subscribed', merge_fields: { FNAME: user.name } }, (error, added) => {
    if (error) return cb(error);
    mailchimp.get({ path: '/lists/missing', query: { fields: 'id' } })
      .then(() => cb(new Error('not reached')))
      .catch((failure) => cb(null, { id: added.id, statusCode: added.statusCode, failure: [failure.status, failure.title, failure.message] }));
  });
};
