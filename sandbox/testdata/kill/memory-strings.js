// A string that doubles.
// outcome: out_of_memory
module.exports = function (user, context, cb) {
  var s = 'x';
  for (;;) s += s;
};
