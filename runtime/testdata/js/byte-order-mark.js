// result: {"bom":true}
// raw
﻿module.exports = function (user, context, cb) { cb(null, { bom: true }); };
