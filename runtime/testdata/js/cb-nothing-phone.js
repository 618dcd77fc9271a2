// trigger: send-phone-message
module.exports = function (recipient, text, context, cb) { cb(); };
