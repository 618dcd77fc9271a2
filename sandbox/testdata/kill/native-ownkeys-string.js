// The keys of a string of 10^7 characters.
// outcome: timed_out | out_of_memory
module.exports = function (user, context, cb) {
  Reflect.ownKeys(Object('x'.repeat(1e7)));
};
