// An array of 10^8 made at once.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  Array['fr' + 'om']({ length: 1e8 });
};
