// result: "str"
module.exports = function (user, context, cb) { cb(null, 'str'); };
