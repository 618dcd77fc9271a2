// request 2
// A request as a stream: piped into another, and its own events.
const request = require('request');

module.exports = function (user, context, cb) {
  const events = [];
  const upload = request.put('https://api.example.com/echo');
  upload.on('response', (response) => events.push('response ' + response.statusCode));
  upload.on('complete', (response, body) => {
    events.push('complete ' + body);
    request('https://refused.example.com/').on('error', (error) => {
      events.push(error.code);
      request({ url: 'https://api.example.com/slow', timeout: 100 }, (error) => {
        events.push(error.code, String(error.connect));
        cb(null, events);
      });
    });
  });
  request('https://api.example.com/text').pipe(upload);
};
