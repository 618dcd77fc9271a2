// result: [1]
module.exports = function (user, context, cb) { cb(null, [1]); };
