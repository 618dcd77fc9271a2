// outcome: threw
// error: RangeError: too many timers are pending; the limit of a run is 10000 (hook.js:4:22)
module.exports = function (user, context, cb) {
  for (;;) setTimeout(cb, 1000);
};
