// An error with properties that are large.
// outcome: threw
module.exports = function (user, context, cb) {
  var e = new Error('x'.repeat(1e6));
  for (var i = 0; i < 1000; i++) e['p' + i] = 'x'.repeat(10000);
  throw e;
};
