// 8 GB at once.
// outcome: out_of_memory | threw | returned
module.exports = function (user, context, cb) {
  new global['Array' + 'Buffer'](8e9);
};
