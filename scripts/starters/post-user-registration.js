/**
 * Runs after a user was created. Nobody waits for it, and its result is only recorded.
 *
 * @param {object} user - id, email, username, metadata and more
 * @param {object} context - connection, requestLanguage; context.webtask.secrets holds this hook's secrets
 * @param {function} cb - cb(error)
 */
module.exports = function (user, context, cb) {
  // Requests that you start here go on after the callback was called.
  cb();
};
