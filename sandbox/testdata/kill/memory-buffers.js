// Buffers that are kept.
// outcome: out_of_memory
module.exports = function (user, context, cb) {
  var a = [];
  for (;;) a.push(Buffer.alloc(1 << 20, 1));
};
