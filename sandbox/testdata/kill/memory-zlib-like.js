// Buffers joined to larger ones.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  var b = Buffer.alloc(1 << 20, 1);
  for (;;) b = Buffer.concat([b, b]);
};
