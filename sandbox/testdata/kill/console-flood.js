// More console than a record takes.
// outcome: timed_out | returned
module.exports = function (user, context, cb) {
  for (;;) console.log('x'.repeat(1000));
};
