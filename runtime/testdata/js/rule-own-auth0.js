// kind: rule
// result: {"mine":true}
function (user, context, callback) {
  var auth0 = { mine: true };
  configuration.X;
  callback(null, { mine: auth0.mine });
}
