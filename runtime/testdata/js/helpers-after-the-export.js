// result: {"greeting":"Hello user1"}
module.exports = function (user, context, cb) { cb(null, { greeting: greet(user) }); };
function greet(user) { return 'Hello ' + user.username; }
