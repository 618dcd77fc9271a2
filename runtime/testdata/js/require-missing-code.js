// result: {"code":"MODULE_NOT_FOUND"}
module.exports = function (user, context, cb) {
  try { require('./helper'); } catch (e) { cb(null, { code: e.code }); }
};
