// twilio 3
const twilio = require('twilio');

module.exports = function (user, context, cb) {
  const { TWILIO_SID, TWILIO_TOKEN } = context.webtask.secrets;
  const client = twilio(TWILIO_SID, TWILIO_TOKEN);
  client.messages
    .create({ body: 'Welcome ' + user.name, from: '+15005550006', to: '+15005550001' })
    .then((message) => client.messages.create({ body: 'x', from: '+15005550006', to: 'refused' })
      .catch((error) => {
        const voice = new twilio.twiml.VoiceResponse();
        voice.say({ voice: 'alice' }, 'Hello <you>');
        const valid = twilio.validateRequest(TWILIO_TOKEN, 'signature', 'https://example.com/x', { a: '1' });
        cb(null, { sid: message.sid, status: message.status, created: message.dateCreated, failure: [error.status, error.code, error.message], twiml: voice.toString(), valid });
      }))
    .catch(cb);
};
