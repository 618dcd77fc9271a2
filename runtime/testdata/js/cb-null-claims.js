// trigger: credentials-exchange
// result: null
module.exports = function (client, scope, audience, context, cb) { cb(null, null); };
