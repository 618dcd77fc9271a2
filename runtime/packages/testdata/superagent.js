// superagent 10
const request = require('superagent');

module.exports = function (user, context, cb) {
  request
    .post('https://api.example.com/echo')
    .send({ email: user.email })
    .set('X-Api-Key', 'key')
    .set('accept', 'json')
    .query({ q: 'a b' })
    .auth('u', 'p')
    .end(async (error, res) => {
      if (error) return cb(error);
      try {
        const results = [[res.status, res.body]];
        const form = await request.post('https://api.example.com/echo').type('form').send({ a: 1, b: 'x y' });
        results.push(form.body);
        const multipart = await request.post('https://api.example.com/echo').field('name', 'value').attach('file', Buffer.from('text'), 'f.txt');
        results.push(multipart.status);
        results.push((await request.get('https://api.example.com/gzip')).text);
        results.push((await request.get('http://plain.example.com/redirect')).redirects);
        await request.get('https://api.example.com/status/404').catch((e) => results.push([e.status, e.message, e.response.text]));
        await request.get('https://api.example.com/slow').timeout(100).catch((e) => results.push([e.code, e.message]));
        cb(null, results);
      } catch (e) {
        cb(e);
      }
    });
};
