/**
 * Runs after a user was created. Nobody waits for it, and its result is only recorded.
 * context.webtask.secrets holds this hook's secrets.
 *
 * @type {Hookline.PostUserRegistrationHook}
 */
module.exports = function (user, context, cb) {
  // Requests that you start here go on after the callback was called.
  cb();
};
