// result: {"type":"symbol"}
module.exports = function (user, context, cb) {
  cb(null, { type: typeof Symbol.asyncIterator });
};
