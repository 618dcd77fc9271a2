// outcome: output_too_large
// error: the result is 2002 bytes of JSON; the limit is 1000
module.exports = function (user, context, cb) { cb(null, 'x'.repeat(2000)); };
