// outcome: threw
// error: Error: refused (hook.js:4:9)
module.exports = async function (user, context, cb) {
  throw new Error('refused');
};
