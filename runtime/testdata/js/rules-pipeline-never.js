// trigger: rules
// outcome: threw
// error: Error: the hook ended without calling its callback
function (user, context, callback) {}
