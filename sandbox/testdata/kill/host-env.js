// Nothing of the server in the environment.
// outcome: returned
module.exports = function (user, context, cb) {
  cb(null, Object.keys(process.env).filter(function (k) { return /HOOKLINE|PATH|HOME/.test(k); }).length);
};
