// trigger: rules
// kind: rule
// console: log: undefined true true
// outcome: returned
module.exports = function (user, context, callback) {
  console.log(context.webtask, user.emailVerified, user.id === 'abc123');
  user.emailVerified = false;
  if (user.email_verified !== false) throw new Error('the other spelling is the same member');
  callback(null);
};
