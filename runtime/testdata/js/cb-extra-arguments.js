// result: {"a":1}
module.exports = function (user, context, cb) { cb(null, { a: 1 }, context); };
