// kind: rule
// result: {"name":"Ada","verified":false,"strict":"Ada","own":true,"text":"[object Object]","sso":1,"keys":"user_metadata"}
function (user, context, callback) {
  configuration.X;
  user.name = 'Ada';
  user.email_verified = false;
  (function () { 'use strict'; context.stats = { n: 1 }; })();
  context.sso.current_clients.push('a');
  callback(null, {
    name: user.name, verified: user.email_verified, strict: user.name, own: user.hasOwnProperty('name'), text: String(user),
    sso: context.sso.current_clients.length, keys: Object.keys(user).filter(function (k) { return /meta/.test(k); })[0],
  });
}
