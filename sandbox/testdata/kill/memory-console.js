// What was printed is dropped, what is kept is not.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  var a = [];
  for (;;) { a.push('x'.repeat(1e6) + a.length); console.log(a.length); }
};
