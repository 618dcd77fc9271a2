// The object auth0 that rules find: the part of the Management API that Auth0 gave them.
(function (secrets) {
  var domain = secrets.AUTH0_DOMAIN || '';
  var token = secrets.AUTH0_ACCESS_TOKEN || '';
  var baseUrl = domain && 'https://' + domain + '/api/v2';
  function update(member) {
    return async function (id, metadata) {
      if (!domain || !token) {
        throw new Error('auth0.users cannot be used: no management client is configured; ' +
          'set the secrets AUTH0_DOMAIN and AUTH0_ACCESS_TOKEN of this rule (token with the scope update:users)');
      }
      var response = await fetch(baseUrl + '/users/' + encodeURIComponent(id), {
        method: 'PATCH',
        headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },
        body: JSON.stringify(Object.fromEntries([[member, metadata]])),
      });
      var text = await response.text();
      if (!response.ok) {
        var error = new Error('auth0.users: the Management API answered ' + response.status + ': ' + text.slice(0, 500));
        error.statusCode = response.status;
        throw error;
      }
      return text ? JSON.parse(text) : undefined;
    };
  }
  return {
    accessToken: token, domain: domain, baseUrl: baseUrl,
    users: { updateAppMetadata: update('app_metadata'), updateUserMetadata: update('user_metadata') },
  };
})
