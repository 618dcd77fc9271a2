// result: [1]
module.exports = function (user, context, cb) { cb('', [1]); };
