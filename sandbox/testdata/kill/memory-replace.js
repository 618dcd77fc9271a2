// A replacement that blows up.
// outcome: out_of_memory | timed_out
module.exports = function (user, context, cb) {
  'x'['re' + 'peat'](1e6)['re' + 'place'](/x/g, 'y'['re' + 'peat'](1e5));
};
