// result: {}
// console: log: still here
// warning: uncaught Error: later (hook.js:6:34)
module.exports = function (user, context, cb) {
  cb();
  setTimeout(function () { throw new Error('later'); }, 1);
  setTimeout(function () { console.log('still here'); }, 5);
};
