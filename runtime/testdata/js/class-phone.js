// trigger: send-phone-message
// outcome: threw
// error: SendPhoneMessageError: no credit (hook.js:5:13)
module.exports = function (recipient, text, context, cb) {
  return cb(new SendPhoneMessageError('no credit', 'Try again later.'));
};
