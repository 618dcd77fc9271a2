// Promise jobs that beget promise jobs.
// outcome: timed_out
module.exports = function (user, context, cb) {
  (function again() { Promise.resolve().then(again); })();
};
