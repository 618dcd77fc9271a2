/**
 * Runs before a user is created. The signup waits for the callback.
 * context.webtask.secrets holds this hook's secrets.
 *
 * @type {Hookline.PreUserRegistrationHook}
 */
module.exports = function (user, context, cb) {
  /** @type {Hookline.PreUserRegistrationResult} */
  var response = {};

  // Keep something with the new user:
  // user.app_metadata = { plan: 'trial' };
  // user.user_metadata = { hobby: 'surfing' };

  // Refuse the signup. The first text goes to the log, the second to the user:
  // var texts = { en: 'Please use your company address.', de: 'Bitte mit der Adresse der Firma.' };
  // return cb(new PreUserRegistrationError('domain not allowed', texts[context.renderLanguage] || texts.en));

  response.user = user;
  cb(null, response);
};
