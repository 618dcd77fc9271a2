// result: {}
// raw
'use latest';
module.exports = (user, context, cb) => cb();
