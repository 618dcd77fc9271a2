// A source map that names a file of the host.
// outcome: returned | threw
module.exports = function (user, context, cb) {
  eval('1 //# sourceMappingURL=file:///dev/zero');
  cb();
};
