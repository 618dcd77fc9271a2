/**
 * Sends a one-time code by text message or call. The user waits for the callback.
 *
 * @param {string} recipient - the phone number
 * @param {string} text - the message, with the code in it
 * @param {object} context - message_type ('sms' or 'voice'), action, language, code, user;
 *   context.webtask.secrets holds this hook's secrets
 * @param {function} cb - cb(error, result)
 */
module.exports = function (recipient, text, context, cb) {
  // Call your provider here. An error means that the message was not sent:
  // return cb(new SendPhoneMessageError('the provider is down'));
  cb(null, {});
};
