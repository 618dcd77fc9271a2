/**
 * Runs after a password was changed, by the user or by an administrator. Nobody waits
 * for it, and its result is only recorded.
 *
 * @param {object} user - id, username, email, last_password_reset
 * @param {object} context - connection; context.webtask.secrets holds this hook's secrets
 * @param {function} cb - cb(error)
 */
module.exports = function (user, context, cb) {
  // Requests that you start here go on after the callback was called.
  cb();
};
