// Nothing is computed; the wall time ends it.
// outcome: timed_out
module.exports = function (user, context, cb) {
  setTimeout(cb, 1e6);
};
