// No processes.
// outcome: threw
module.exports = function (user, context, cb) {
  require('child_process').execSync('id');
};
