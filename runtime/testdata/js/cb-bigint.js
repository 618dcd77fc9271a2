// outcome: threw
// error: Error: Error when JSON serializing the result of the extension point
// warning: BigInt
module.exports = function (user, context, cb) { cb(null, 1n); };
