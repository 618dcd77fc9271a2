// trigger: post-change-password
// result: {"id":"auth0|abc123"}
module.exports = function (user, context, cb) { cb(null, { id: 'auth0|' + user.id }); };
