// trigger: send-phone-message
// outcome: threw
// error: Error: gone (hook.js:5:15)
module.exports = function (recipient, text, context, cb) {
  var error = new Error('gone');
  error.statusCode = 410;
  cb(error);
};
