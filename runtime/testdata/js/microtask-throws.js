// outcome: threw
// error: Error: from a microtask (hook.js:4:38)
module.exports = function (user, context, cb) {
  queueMicrotask(function () { throw new Error('from a microtask'); });
  setTimeout(cb, 1000);
};
