// outcome: threw
// error: Error: The 'create_token' method is not supported in this environment (hook.js:4:31)
module.exports = function (user, context, cb) {
  context.webtask.create_token({});
};
