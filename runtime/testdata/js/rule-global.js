// kind: rule
// result: {"cached":1}
function (user, context, callback) {
  global.cached = global.cached || 1;
  configuration.X;
  callback(null, { cached: global.cached });
}
