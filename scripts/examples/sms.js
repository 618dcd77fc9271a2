/**
 * Sends one-time codes by text message, through the HTTP API of Twilio.
 *
 * Secrets: TWILIO_SID, TWILIO_TOKEN, TWILIO_FROM; TWILIO_URL, if it is not
 * https://api.twilio.com.
 *
 * @type {Hookline.AsyncSendPhoneMessageHook}
 */
module.exports = async function (recipient, text, context, cb) {
  const { TWILIO_SID, TWILIO_TOKEN, TWILIO_FROM, TWILIO_URL } = context.webtask.secrets;
  if (context.message_type !== 'sms') {
    return cb(new SendPhoneMessageError('only text messages are sent', 'Please choose to get your code by text message.'));
  }
  try {
    const response = await fetch((TWILIO_URL || 'https://api.twilio.com') + '/2010-04-01/Accounts/' + TWILIO_SID + '/Messages.json', {
      method: 'POST',
      headers: { authorization: 'Basic ' + Buffer.from(TWILIO_SID + ':' + TWILIO_TOKEN).toString('base64') },
      body: new URLSearchParams({ To: recipient, From: TWILIO_FROM, Body: text }),
    });
    /** @type {any} */
    const answer = await response.json();
    if (!response.ok) {
      return cb(new SendPhoneMessageError('Twilio answered ' + response.status + ': ' + answer.message, 'The code could not be sent.'));
    }
    cb(null, { MessageID: answer.sid });
  } catch (error) {
    cb(new SendPhoneMessageError(error.message, 'The code could not be sent.'));
  }
};
