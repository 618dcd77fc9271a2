// outcome: threw
// error: Error: no such plan
module.exports = function (user, context, cb) { cb('no such plan'); };
