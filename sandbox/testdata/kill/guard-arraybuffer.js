// Guarded.
// outcome: threw
module.exports = function (user, context, cb) {
  new ArrayBuffer(8e9);
};
