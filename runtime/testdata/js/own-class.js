// trigger: pre-user-registration
// outcome: threw
// error: PreUserRegistrationError: mine (hook.js:4:70)
class PreUserRegistrationError extends Error { constructor(m) { super(m); this.name = 'PreUserRegistrationError'; } }
module.exports = function (user, context, cb) { cb(new PreUserRegistrationError('mine')); };
