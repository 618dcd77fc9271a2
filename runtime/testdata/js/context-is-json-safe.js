// trigger: credentials-exchange
// result: {"ok":true}
module.exports = function (client, scope, audience, context, cb) {
  JSON.stringify(context);
  cb(null, { ok: context.webtask.body.client === client && scope[0] === 'read:connections' });
};
