// outcome: threw
// error: Error: Error when JSON serializing the result of the extension point
// warning: Converting circular structure to JSON
module.exports = function (user, context, cb) { var a = {}; a.a = a; cb(null, a); };
