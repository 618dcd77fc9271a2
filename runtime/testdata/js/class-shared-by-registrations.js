// trigger: post-change-password
// result: {"type":"function"}
module.exports = function (user, context, cb) { cb(null, { type: typeof PreUserRegistrationError }); };
