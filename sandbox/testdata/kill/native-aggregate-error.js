// An AggregateError over very many.
// outcome: timed_out | out_of_memory | threw
module.exports = function (user, context, cb) {
  new AggregateError({ [Symbol.iterator]: function () { return { next: function () { return { value: 1, done: false }; } }; } });
};
