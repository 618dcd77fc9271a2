// @hubspot/api-client 13
const hubspot = require('@hubspot/api-client');

module.exports = async function (user, context, cb) {
  const client = new hubspot.Client({ accessToken: context.webtask.secrets.HUBSPOT });
  const contact = await client.crm.contacts.basicApi.create({ properties: { email: user.email, firstname: user.name }, associations: [] });
  try {
    await client.crm.contacts.basicApi.getById('404', ['email']);
  } catch (error) {
    cb(null, { id: contact.id, created: contact.createdAt, code: error.code, body: error.body, name: error.name });
  }
};
