// trigger: rules
// outcome: refused
// error: the action exports onExecutePostLogin; trigger rules runs rules only
exports.onExecutePostLogin = async (event, api) => {};
