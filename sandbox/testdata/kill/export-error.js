// And in an error that pretends to be the engine's.
// outcome: threw | timed_out | out_of_memory
module.exports = function (user, context, cb) {
  var e = Object.create(GoError.prototype);
  e.value = [];
  e.value.length = Math.pow(2, 32) - 1;
  throw e;
};
