// trigger: pre-user-registration
// result: {"user":{"tenant":"my-tenant","username":"user1","password":"xxxxxxx","email":"other@foo.com","emailVerified":false,"phoneNumber":"1-000-000-0000","phoneNumberVerified":false,"user_metadata":{"hobby":"surfing"},"app_metadata":{"plan":"full"},"invented":1}}
module.exports = function (user, context, cb) {
  user.email = 'other@foo.com';
  user.invented = 1;
  cb(null, { user: user });
};
