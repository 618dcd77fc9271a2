// Plain recursion.
// outcome: threw
module.exports = function (user, context, cb) {
  (function f() { f(); })();
};
