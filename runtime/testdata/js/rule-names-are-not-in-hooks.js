// kind: hook
// result: {"auth0":"undefined","unauthorized":"undefined"}
module.exports = function (user, context, cb) {
  cb(null, { auth0: typeof auth0, unauthorized: typeof UnauthorizedError });
};
