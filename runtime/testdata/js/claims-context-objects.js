// trigger: credentials-exchange
// result: {"query":"undefined","body":"undefined"}
module.exports = function (client, scope, audience, context, cb) {
  cb(null, { query: String(context.request.query.x), body: String(context.body.x) });
};
