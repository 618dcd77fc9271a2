// trigger: send-phone-message
// kind: action
// console: log: 1-808-555-5555 sms enrollment 123456 auth0|test12345 1235 127.0.0.1
exports.onExecuteSendPhoneMessage = async (event) => {
  const m = event.message_options;
  console.log(m.recipient, m.message_type, m.action, m.code, event.user.user_id, event.client.client_id, event.request.ip);
};
