// outcome: threw
// error: RangeError: Maximum call stack size exceeded
module.exports = function f(user, context, cb) { f(user, context, cb); };
