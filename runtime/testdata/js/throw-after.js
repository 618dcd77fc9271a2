// result: {"ok":true}
// warning: after the callback was called: uncaught Error: boom (hook.js:5:9)
module.exports = function (user, context, cb) {
  cb(null, { ok: true });
  throw new Error('boom');
};
