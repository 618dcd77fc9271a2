// Calls an action: makes its event of a hook's arguments, and its result of what it asked
// of the api. answer is the hook's callback.
(function (trigger, args, secrets, cache, newError, handler, answer) {
  var context = args.context;
  var connection = Object(context.connection);
  var given = Object(context.request);
  var refusal = null;

  function userOf(user) {
    var made = {};
    ['email', 'username', 'name', 'nickname', 'given_name', 'family_name', 'picture', 'created_at', 'updated_at',
      'last_password_reset', 'email_verified', 'phone_number', 'phone_verified', 'user_id'].forEach(function (name) {
      if (user[name] !== undefined) made[name] = user[name];
    });
    if (made.email_verified === undefined && user.emailVerified !== undefined) made.email_verified = user.emailVerified;
    if (made.phone_number === undefined && user.phoneNumber !== undefined) made.phone_number = user.phoneNumber;
    if (made.phone_verified === undefined && user.phoneNumberVerified !== undefined) made.phone_verified = user.phoneNumberVerified;
    if (made.user_id === undefined && user.id !== undefined) {
      made.user_id = String(user.id).indexOf('|') < 0 ? 'auth0|' + user.id : user.id;
    }
    made.user_metadata = Object(user.user_metadata);
    made.app_metadata = Object(user.app_metadata);
    return made;
  }

  var event = {
    secrets: secrets,
    tenant: { id: connection.tenant || Object(args.client).tenant || Object(args.user).tenant || '' },
    request: {
      ip: given.ip || context.ip, language: given.language || context.language, method: given.method || 'POST',
      user_agent: given.user_agent || given.userAgent || context.user_agent, hostname: given.hostname,
      body: Object(given.body), query: Object(given.query), geoip: Object(given.geoip),
    },
  };
  if (context.connection) {
    event.connection = { id: connection.id, name: connection.name, strategy: connection.strategy || 'auth0', metadata: Object(connection.metadata) };
  }
  if (args.user) event.user = userOf(args.user);
  if (context.transaction) event.transaction = context.transaction;

  var api = { cache: cache };
  var result = function () { return undefined; };

  function deny(error) {
    if (!refusal) refusal = error; // the first counts
    return api;
  }

  if (trigger === 'pre-user-registration') {
    var changed = {};
    var setter = function (member) {
      return function (name, value) {
        if (!changed[member]) changed[member] = Object.assign({}, event.user[member]);
        if (value === null || value === undefined) delete changed[member][name];
        else changed[member][name] = value;
        return api;
      };
    };
    api.user = { setAppMetadata: setter('app_metadata'), setUserMetadata: setter('user_metadata') };
    api.access = { deny: function (reason, message) { return deny(newError('PreUserRegistrationError', reason, message)); } };
    api.validation = {
      error: function (code, message) {
        var error = newError('ValidationError', message, message);
        error.code = code;
        return deny(error);
      },
    };
    result = function () { return { user: changed }; };
  }

  if (trigger === 'credentials-exchange') {
    var scopes = Array.isArray(args.scope) ? args.scope.slice() : [];
    event.client = { client_id: args.client.id, name: args.client.name, metadata: Object(args.client.metadata) };
    event.accessToken = { customClaims: {}, scope: scopes.slice() };
    event.resource_server = { identifier: args.audience };
    event.transaction = Object.assign({ requested_scopes: scopes.slice(), target_scopes: scopes.slice() }, context.transaction);
    var claims = {};
    var classes = { invalid_scope: 'InvalidScopeError', invalid_request: 'InvalidRequestError', server_error: 'ServerError' };
    api.access = {
      deny: function (code, reason) {
        if (!Object.hasOwn(classes, code)) throw new TypeError('api.access.deny: the code must be invalid_scope, invalid_request or server_error');
        return deny(newError(classes[code], reason));
      },
    };
    api.accessToken = { setCustomClaim: function (name, value) { claims[name] = value; return api; } };
    api.transaction = {
      addTargetScope: function (scope) { if (!scopes.includes(scope)) scopes.push(scope); return api; },
      removeTargetScope: function (scope) { scopes = scopes.filter(function (s) { return s !== scope; }); return api; },
      setTargetScopes: function (all) { scopes = all.slice(); return api; },
      clearTargetScopes: function () { scopes = []; return api; },
    };
    result = function () { return Object.assign({}, claims, { scope: scopes }); };
  }

  if (trigger === 'send-phone-message') {
    event.message_options = {
      action: context.action, code: context.code, message_type: context.message_type, recipient: args.recipient, text: args.text,
    };
    if (context.client) event.client = { client_id: context.client.client_id, name: context.client.name, metadata: Object(context.client.client_metadata) };
    if (context.user) event.user = Object.assign({}, context.user, userOf(context.user));
  }

  (async function () {
    try {
      await handler(event, api);
    } catch (error) {
      answer(error || new Error('the action threw ' + String(error)));
      return;
    }
    if (refusal) answer(refusal);
    else answer(null, result());
  })();
})
