// result: {"id":"abc123"}
module.exports = async function registered(user, context, cb) {
  await null;
  cb(null, { id: user.id });
};
