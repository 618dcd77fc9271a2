// intercom-client 7
const { IntercomClient } = require('intercom-client');

module.exports = async function (user, context, cb) {
  const client = new IntercomClient({ token: context.webtask.secrets.INTERCOM });
  const contact = await client.contacts.create({ email: user.email, external_id: user.id, custom_attributes: { plan: 'free' } });
  try {
    await client.contacts.find({ contact_id: 'missing' }, { maxRetries: 0 });
  } catch (error) {
    cb(null, { id: contact.id, name: error.constructor.name, status: error.statusCode, body: error.body });
  }
};
