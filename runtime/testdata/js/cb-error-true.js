// outcome: threw
// error: Error: true
module.exports = function (user, context, cb) { cb(true); };
