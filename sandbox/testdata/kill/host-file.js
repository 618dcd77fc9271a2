// A module by the name of a file.
// outcome: threw
module.exports = function (user, context, cb) {
  require('/etc/passwd');
};
