// outcome: timed_out
// error: the hook was stopped after 2s (wall time limit)
// result: {}
module.exports = function (user, context, cb) { cb(); setInterval(function () {}, 100); };
