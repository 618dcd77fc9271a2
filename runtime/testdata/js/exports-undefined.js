// outcome: refused
// error: module.exports is not set; set it to a function (client, scope, audience, context, cb)
// trigger: credentials-exchange
module.exports = undefined;
