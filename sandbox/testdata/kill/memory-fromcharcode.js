// 2^31 character codes.
// outcome: out_of_memory | crashed | timed_out | threw
module.exports = function (user, context, cb) {
  String.fromCharCode['ap' + 'ply'](null, { length: Math.pow(2, 31) });
};
