// Clones of clones.
// outcome: out_of_memory | timed_out | threw
module.exports = function (user, context, cb) {
  var a = [1];
  for (;;) a = [structuredClone(a), structuredClone(a)];
};
