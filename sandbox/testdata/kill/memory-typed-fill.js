// 8 GB, filled.
// outcome: out_of_memory
module.exports = function (user, context, cb) {
  new global['Uint8' + 'Array'](8e9)['fi' + 'll'](1);
};
