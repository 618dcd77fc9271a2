// result: {"leak":1}
// raw
'use strict';
module.exports = function (user, context, cb) { leaked = 1; cb(null, { leak: leaked }); };
