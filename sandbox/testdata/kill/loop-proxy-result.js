// A proxy as result, whose traps never return.
// outcome: timed_out
module.exports = function (user, context, cb) {
  cb(null, new Proxy({}, { ownKeys: function () { for (;;) {} } }));
};
