// result: {"arrow":true}
async (user, context, cb) => { cb(null, { arrow: true }); }
