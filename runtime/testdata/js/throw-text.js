// outcome: threw
// error: Error: plain (hook.js:5:3)

module.exports = function (user, context, cb) {
  throw 'plain';
};
