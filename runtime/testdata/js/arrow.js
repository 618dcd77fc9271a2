// result: {"id":"abc123"}
module.exports = async (user, context, cb) => { await null; cb(null, { id: user.id }); };
