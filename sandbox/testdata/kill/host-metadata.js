// The metadata service of a cloud.
// outcome: threw
module.exports = function (user, context, cb) {
  require('http').get('http://169.254.169.254/').on('error', cb);
};
