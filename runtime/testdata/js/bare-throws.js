// outcome: threw
// raw
// error: Error: first line (hook.js:1:38)
function (user, context, cb) { throw new Error('first line'); }
