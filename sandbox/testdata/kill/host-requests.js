// Requests without number.
// outcome: threw | returned | timed_out
module.exports = function (user, context, cb) {
  for (var i = 0; i < 1000; i++) require('http').get('http://192.0.2.1/').on('error', function () {});
};
