// For harness.js: what a rule is called with, as runtime/rule.go makes it. Users and
// contexts of hooks become those of rules; aliases for the other spelling do not show when
// the object is printed or returned.
(function (trigger, user, context) {
  function alias(object, name, other) {
    if (object[name] !== undefined || object[other] === undefined) return;
    Object.defineProperty(object, name, {
      configurable: true,
      get: function () { return object[other]; },
      set: function (value) { object[other] = value; },
    });
  }
  function ensure(object, name, value) {
    if (object[name] === undefined || object[name] === null) object[name] = value;
  }
  function hidden(object, name, value) {
    if (object[name] === undefined) Object.defineProperty(object, name, { configurable: true, writable: true, value: value });
  }

  ensure(user, 'user_metadata', {});
  ensure(user, 'app_metadata', {});
  if (trigger !== 'rules') {
    var connection = Object(context.connection);
    hidden(user, 'user_id', user.id === undefined ? undefined : String(user.id).indexOf('|') < 0 ? 'auth0|' + user.id : user.id);
    hidden(user, 'identities', [{ connection: connection.name, user_id: user.id, provider: 'auth0', isSocial: false }]);
    hidden(user, 'name', user.email);
    hidden(context, 'connectionID', connection.id);
    hidden(context, 'tenant', connection.tenant || user.tenant);
    hidden(context, 'connectionStrategy', 'auth0');
    context.connection = connection.name;
  }
  [['email_verified', 'emailVerified'], ['phone_number', 'phoneNumber'], ['phone_verified', 'phoneNumberVerified']].forEach(function (pair) {
    alias(user, pair[0], pair[1]);
    alias(user, pair[1], pair[0]);
  });
  hidden(user, 'id', typeof user.user_id === 'string' ? user.user_id.replace(/^auth0\|/, '') : undefined);

  ensure(context, 'idToken', {});
  ensure(context, 'accessToken', {});
  hidden(context, 'stats', { loginsCount: 1 });
  ensure(context, 'request', {});
  ensure(context.request, 'query', {});
  ensure(context.request, 'body', {});
  hidden(context, 'clientMetadata', {});
  hidden(context, 'sso', { current_clients: [] });
  hidden(context, 'authentication', { methods: [] });
  hidden(context, 'authorization', { roles: [] });
})
