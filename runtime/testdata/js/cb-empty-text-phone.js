// trigger: send-phone-message
// result: ""
module.exports = function (recipient, text, context, cb) { cb(null, ''); };
