// The script catches it and goes on.
// outcome: returned
module.exports = function (user, context, cb) {
  try { Array(1e9).fill(0); } catch (e) { cb(null, e.message); }
};
