// outcome: timed_out
// error: the hook was stopped after 1s of JavaScript (JavaScript time limit)
module.exports = function (user, context, cb) { throw { toString: function () { for (;;) {} } }; };
