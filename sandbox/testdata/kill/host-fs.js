// No file system.
// outcome: threw
module.exports = function (user, context, cb) {
  require('fs').readFileSync('/etc/passwd');
};
