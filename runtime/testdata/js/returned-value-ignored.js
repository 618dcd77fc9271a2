// warning: the hook ended without calling its callback
module.exports = function (user, context, cb) { return { ignored: true }; };
