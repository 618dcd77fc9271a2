// result: {"returned":true}
return function (user, context, cb) { cb(null, { returned: true }); };
