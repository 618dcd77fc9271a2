// outcome: threw
// raw
// error: Error: first line (hook.js:1:55)
module.exports = function (user, context, cb) { throw new Error('first line'); };
