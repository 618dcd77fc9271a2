// outcome: refused
// error: module.exports is an object; set it to a function (user, context, cb)
var x = 1;
exports.y = x;
