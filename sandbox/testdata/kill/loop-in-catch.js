// Neither catch nor finally keeps the interrupt.
// outcome: timed_out
module.exports = function (user, context, cb) {
  for (;;) { try { for (;;) {} } catch (e) {} finally { for (;;) {} } }
};
