// Another, by an object without prototype.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  Object.prototype.toLocaleString.call(Object.create(null));
};
