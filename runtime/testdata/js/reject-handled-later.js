// result: {"caught":"x"}
module.exports = async function (user, context, cb) {
  var p = Promise.reject(new Error('x'));
  p.catch(function (e) { cb(null, { caught: e.message }); });
};
