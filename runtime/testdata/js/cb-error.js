// outcome: threw
// error: TypeError: bad user (hook.js:5:6)
module.exports =
  function (user, context, cb) {
  cb(new TypeError('bad user'));
};
