// result: {}
// warning: uncaught Error: refused (hook.js:5:9)
module.exports = async function (user, context, cb) {
  cb();
  throw new Error('refused');
};
