// result: {"order":"script tick microtask promise timer-tick timer-promise immediate"}
module.exports = function (user, context, cb) {
  var order = [];
  function say(word) { return function () { order.push(word); }; }
  queueMicrotask(say('microtask'));
  Promise.resolve().then(say('promise'));
  process.nextTick(say('tick'));
  setTimeout(function () {
    setImmediate(say('immediate'));
    setImmediate(function () { cb(null, { order: order.join(' ') }); });
    Promise.resolve().then(say('timer-promise'));
    process.nextTick(say('timer-tick'));
  }, 1);
  order.push('script');
};
