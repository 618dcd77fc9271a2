// trigger: pre-user-registration
// outcome: threw
// error: Error: the hook ended without calling its callback
module.exports = function (user, context, cb) {};
