// The prototypes that the runtime could use are the script's.
// outcome: threw | returned | timed_out
module.exports = function (user, context, cb) {
  Object.prototype.toJSON = Array.prototype.toJSON = function () { throw new Error('mine'); };
  JSON.stringify = JSON.parse = function () { throw 1; };
  Object.defineProperty(Object.prototype, 'message', { get: function () { throw 2; } });
  cb(null, { a: [1] });
};
