// A long chain of proxies.
// outcome: crashed | timed_out | out_of_memory | returned
module.exports = function (user, context, cb) {
  var p = {};
  for (var i = 0; i < 200000; i++) p = new Proxy(p, {});
  p.x;
};
