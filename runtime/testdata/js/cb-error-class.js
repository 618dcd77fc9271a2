// trigger: pre-user-registration
// outcome: threw
// error: PreUserRegistrationError: denied (hook.js:5:6)
module.exports = function (user, context, cb) {
  cb(new PreUserRegistrationError('denied', 'Please use your company address.'));
};
