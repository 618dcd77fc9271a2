// A result over 256 KiB.
// outcome: output_too_large
module.exports = function (user, context, cb) {
  cb(null, 'x'.repeat(300000));
};
