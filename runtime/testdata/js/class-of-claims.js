// trigger: credentials-exchange
// result: {"names":"InvalidScopeError,InvalidRequestError,ServerError","errors":true,"other":"undefined"}
module.exports = function (client, scope, audience, context, cb) {
  var all = [new InvalidScopeError('a'), new InvalidRequestError('b'), new ServerError('c')];
  cb(null, {
    names: all.map(function (e) { return e.name; }).join(), errors: all.every(function (e) { return e instanceof Error; }),
    other: typeof PreUserRegistrationError,
  });
};
