// outcome: timed_out
// error: the hook was stopped after 1s of JavaScript (JavaScript time limit)
module.exports = function (user, context, cb) {
  console.log({ [Symbol.for('nodejs.util.inspect.custom')]: function () { for (;;) {} } });
};
