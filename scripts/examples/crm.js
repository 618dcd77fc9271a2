/**
 * Creates or updates the contact of a new user in a CRM, with the API of HubSpot. When the
 * CRM asks to come later (429), it waits as long as it was told and tries again.
 *
 * Secrets: CRM_TOKEN; CRM_URL, if it is not https://api.hubapi.com.
 *
 * @type {Hookline.AsyncPostUserRegistrationHook}
 */
module.exports = async function (user, context, cb) {
  const { CRM_TOKEN, CRM_URL } = context.webtask.secrets;
  const contacts = (CRM_URL || 'https://api.hubapi.com') + '/crm/v3/objects/contacts';
  const properties = { email: user.email, lifecyclestage: 'lead', auth_user_id: 'auth0|' + user.id };

  try {
    let response = await send('PATCH', contacts + '/' + encodeURIComponent(user.email || '') + '?idProperty=email');
    const known = response.status !== 404;
    if (!known) response = await send('POST', contacts);
    if (!response.ok) throw new Error('the CRM answered ' + response.status);
    console.log(known ? 'updated' : 'created', 'the contact of', user.email);
    cb();
  } catch (error) {
    cb(error);
  }

  /** @param {string} method @param {string} url */
  async function send(method, url) {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(url, {
        method: method,
        headers: { authorization: 'Bearer ' + CRM_TOKEN, 'content-type': 'application/json' },
        body: JSON.stringify({ properties: properties }),
      });
      if (response.status !== 429 || attempt === 4) return response;
      const seconds = Number(response.headers.get('retry-after')) || attempt;
      console.log('the CRM is busy; trying again in', seconds, 's');
      await new Promise(function (resolve) { setTimeout(resolve, seconds * 1000); });
    }
  }
};
