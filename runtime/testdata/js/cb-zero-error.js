// result: {"x":1}
module.exports = function (user, context, cb) { cb(0, { x: 1 }); };
