// outcome: threw
// error: Error: boom (hook.js:4:9)
module.exports = function (user, context, cb) {
  throw new Error('boom');
};
