// Calls an action: makes its event of a hook's arguments, and its result of what it asked
// of the api. answer is the hook's callback.
(function (trigger, args, secrets, cache, newError, handler, answer) {
  var context = args.context;
  var connection = context.connection || {};
  var given = context.request || {};
  var refusal = null;

  function pick(user, name, other) {
    return user[name] !== undefined ? user[name] : user[other];
  }

  function userOf(user) {
    var id = pick(user, 'user_id', 'id');
    var made = {
      user_id: typeof id === 'string' && id.indexOf('|') < 0 ? 'auth0|' + id : id,
      email: user.email, email_verified: pick(user, 'email_verified', 'emailVerified'),
      username: user.username, name: user.name, nickname: user.nickname,
      given_name: user.given_name, family_name: user.family_name, picture: user.picture,
      phone_number: pick(user, 'phone_number', 'phoneNumber'), phone_verified: pick(user, 'phone_verified', 'phoneNumberVerified'),
      created_at: user.created_at, updated_at: user.updated_at, last_password_reset: user.last_password_reset,
      user_metadata: user.user_metadata, app_metadata: user.app_metadata,
    };
    if (id === undefined) delete made.user_id;
    return made;
  }

  // Most actions read a part of their event.
  var request;
  var event = {
    secrets: secrets,
    tenant: { id: connection.tenant || (args.client || args.user || connection).tenant || '' },
    get request() {
      return request || (request = {
        ip: given.ip || context.ip, language: given.language || context.language, method: given.method || 'POST',
        user_agent: given.user_agent || given.userAgent || context.user_agent, hostname: given.hostname,
        body: given.body || {}, query: given.query || {}, geoip: given.geoip || {},
      });
    },
  };
  if (context.connection) {
    event.connection = { id: connection.id, name: connection.name, strategy: connection.strategy || 'auth0', metadata: connection.metadata || {} };
  }
  if (args.user) event.user = userOf(args.user);
  if (context.transaction) event.transaction = context.transaction;

  var api = { cache: cache };
  var result = null;

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
    event.client = { client_id: args.client.id, name: args.client.name, metadata: args.client.metadata || {} };
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
    if (context.client) event.client = { client_id: context.client.client_id, name: context.client.name, metadata: context.client.client_metadata || {} };
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
    else answer(null, result && result());
  })();
})
