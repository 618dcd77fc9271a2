/**
 * Sends a one-time code by text message or call. The user waits for the callback.
 * context.webtask.secrets holds this hook's secrets.
 *
 * @type {Hookline.SendPhoneMessageHook}
 */
module.exports = function (recipient, text, context, cb) {
  // Call your provider here. An error means that the message was not sent:
  // return cb(new SendPhoneMessageError('the provider is down', 'Please try again later.'));
  cb(null, {});
};
