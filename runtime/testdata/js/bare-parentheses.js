// result: {"bare":true}
(function (user, context, cb) {
  cb(null, { bare: true });
});
