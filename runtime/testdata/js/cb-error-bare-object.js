// outcome: threw
// error: Error: [object Object]
module.exports = function (user, context, cb) { cb({ foo: 1 }); };
