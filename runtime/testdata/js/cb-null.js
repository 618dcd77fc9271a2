// trigger: pre-user-registration
// result: {}
module.exports = function (user, context, cb) { cb(null, null); };
