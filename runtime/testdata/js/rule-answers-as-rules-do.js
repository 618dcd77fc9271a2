// kind: rule
// result: {"email":"user1@foo.com","id":"abc123","tenant":"my-tenant","username":"user1","emailVerified":true,"phoneNumber":"1-000-000-0000","phoneNumberVerified":true,"user_metadata":{"hobby":"surfing"},"app_metadata":{"plan":"full"}}
function addNothing(user, context, callback) {
  return callback(null, user, context);
}
