// So is its name, and it is given to the callback.
// outcome: timed_out
module.exports = function (user, context, cb) {
  var e = new Error('x');
  Object.defineProperty(e, 'name', { get: function () { for (;;) {} } });
  cb(e);
};
