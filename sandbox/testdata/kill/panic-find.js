// Another, by Function as callback.
// outcome: crashed | threw
module.exports = function (user, context, cb) {
  Array.prototype.find.call([, , 3], Function, [], Array);
};
