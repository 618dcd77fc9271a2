// trigger: pre-user-registration
// result: {"render":"en-us","language":"en-us","headers":"object"}
module.exports = function (user, context, cb) {
  cb(null, { render: context.renderLanguage, language: context.request.language, headers: typeof context.request.headers });
};
