// 2^31 arguments.
// outcome: out_of_memory | crashed | timed_out | threw
module.exports = function (user, context, cb) {
  Math.max['ap' + 'ply'](null, { length: Math.pow(2, 31) });
};
