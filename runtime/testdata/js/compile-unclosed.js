// compile: 3:1
module.exports = function (user, context, cb) {
