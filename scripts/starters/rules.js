/**
 * Runs when a user logs in, after the rules before it. `configuration` holds this rule's
 * secrets.
 *
 * @type {Hookline.Rule}
 */
(function (user, context, callback) {
  // A claim of your own needs a name that is a URL:
  // context.idToken['https://example.com/plan'] = user.app_metadata.plan;

  // A refusal, with the text that the application gets:
  // return callback(new UnauthorizedError('Please verify your address first.'));

  callback(null, user, context);
});
