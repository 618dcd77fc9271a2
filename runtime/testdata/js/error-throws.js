// outcome: threw
// error: Error: the error could not be read: its own code failed (hook.js:3:49)
module.exports = function (user, context, cb) { throw { get message() { throw 1; } }; };
