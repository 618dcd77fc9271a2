// outcome: threw
// error: Error: later (hook.js:4:34)
module.exports = function (user, context, cb) {
  setTimeout(function () { throw new Error('later'); }, 1);
  setTimeout(cb, 1000);
};
