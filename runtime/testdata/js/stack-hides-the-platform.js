// result: {"go":false}
module.exports = function (user, context, cb) {
  cb(null, { go: new Error('x').stack.indexOf('github.com') >= 0 });
};
