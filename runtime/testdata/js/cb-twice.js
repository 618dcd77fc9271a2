// result: {"n":1}
// warning: cb was called again: hook.js:5
module.exports = function (user, context, cb) {
  cb(null, { n: 1 });
  cb(new Error('late'));
};
