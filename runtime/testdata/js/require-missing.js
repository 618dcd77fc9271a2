// outcome: threw
// error: Error: Cannot find module 'left-pad': add left-pad to the hook's dependencies (hook.js:4:10)
module.exports = function (user, context, cb) {
  require('left-pad');
};
