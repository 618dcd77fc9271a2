// trigger: rules
// kind: rule
// console: log: undefined true true
// outcome: returned
module.exports = function (user, context, callback) {
  console.log(context.webtask, user.emailVerified, user.id === 'abc123');
  callback(null);
};
