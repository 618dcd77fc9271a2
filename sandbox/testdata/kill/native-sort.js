// Sorting 3·10^7 elements.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  var a = Array(3e7)['fi' + 'll'](0);
  a['so' + 'rt']();
};
