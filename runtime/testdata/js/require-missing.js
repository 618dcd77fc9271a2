// outcome: threw
// error: Error: Cannot find module 'left-pad': it is not built in, and this version of Hookline does not install npm packages yet (hook.js:4:10)
module.exports = function (user, context, cb) {
  require('left-pad');
};
