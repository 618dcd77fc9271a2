// A getter that reads itself.
// outcome: threw
module.exports = function (user, context, cb) {
  ({ get a() { return this.a; } }).a;
};
