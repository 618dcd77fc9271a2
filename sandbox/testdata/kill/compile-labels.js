// Nested labels take the compiler a time that grows with their square.
// outcome: timed_out | out_of_memory | threw
module.exports = function (user, context, cb) {
  eval('{a:'.repeat(8000) + '1' + '}'.repeat(8000));
};
