/**
 * Runs before a user is created. The signup waits for the callback.
 *
 * @param {object} user - email, username, password (clear text), metadata and more
 * @param {object} context - connection, requestLanguage; context.webtask.secrets holds this hook's secrets
 * @param {function} cb - cb(error, response); response.user may carry user_metadata and app_metadata
 */
module.exports = function (user, context, cb) {
  var response = {};

  // Keep something with the new user:
  // user.app_metadata = { plan: 'trial' };
  // user.user_metadata = { hobby: 'surfing' };

  // Refuse the signup. The first text goes to the log, the second to the user:
  // return cb(new PreUserRegistrationError('domain not allowed', 'Please use your company address.'));

  response.user = user;
  cb(null, response);
};
