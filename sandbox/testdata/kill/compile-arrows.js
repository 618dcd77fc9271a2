// So do nested arrows.
// outcome: timed_out | out_of_memory | crashed | returned
module.exports = function (user, context, cb) {
  eval('a=>'.repeat(50000) + '1');
};
