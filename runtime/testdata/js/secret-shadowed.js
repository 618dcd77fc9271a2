// result: {"mine":"local","type":"string"}
var SLACK_HOOK = 'local';
module.exports = function (user, context, cb) {
  const { JSON: secret } = context.webtask.secrets;
  cb(null, { mine: SLACK_HOOK, type: typeof secret });
};
