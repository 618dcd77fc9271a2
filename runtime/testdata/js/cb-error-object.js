// outcome: threw
// error: Error: busy
module.exports = function (user, context, cb) { cb({ message: 'busy', code: 429 }); };
