// result: {"x":1}
module.exports = function (user, context, cb) { cb(false, { x: 1 }); };
