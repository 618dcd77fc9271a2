// outcome: crashed
// error: the script broke the JavaScript engine, and the run was ended
module.exports = function (user, context, cb) { RegExp.prototype[Symbol.split].call([1, 2, 3], 'x'); };
