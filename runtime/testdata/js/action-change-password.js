// trigger: post-change-password
// kind: action
// console: log: auth0|abc123 2019-02-27T10:15:30.000Z
exports.onExecutePostChangePassword = async (event) => {
  console.log(event.user.user_id, event.user.last_password_reset);
};
