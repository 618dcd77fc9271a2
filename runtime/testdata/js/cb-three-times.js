// result: {"first":true}
// warning: cb was called again: hook.js:6
// warning: cb was called again: hook.js:7
module.exports = function (user, context, cb) {
  cb(null, { first: true });
  cb(new Error('second'));
  cb(null, { third: true });
};
