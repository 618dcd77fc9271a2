// request 2
// JSON, form, multipart, basic auth, bearer auth, query string, gzip, cookies, redirect, error status.
const request = require('request');

module.exports = function (user, context, cb) {
  const base = 'https://api.example.com';
  const calls = [
    (next) => request({ method: 'POST', url: base + '/echo', json: { email: user.email, name: 'Zoë' } }, next),
    (next) => request.post({ url: base + '/echo', form: { a: '1', b: ['x', 'y'], c: { d: 'e f' } } }, next),
    (next) => request.post({ url: base + '/echo', formData: { field: 'value', file: { value: Buffer.from('text'), options: { filename: 'f.txt', contentType: 'text/plain' } } } }, next),
    (next) => request.get(base + '/echo', { auth: { user: 'u', pass: 'p' }, qs: { q: 'a b', list: [1, 2] }, json: true }, next),
    (next) => request({ uri: base + '/echo', auth: { bearer: 'token' }, headers: { 'X-Trace': '1' } }, next),
    (next) => request({ url: base + '/gzip', gzip: true }, next),
    (next) => request({ url: base + '/cookie', jar: true, followRedirect: true }, next),
    (next) => request({ url: 'http://plain.example.com/redirect', followAllRedirects: true }, next),
    (next) => request({ url: base + '/status/503', json: true }, next),
    (next) => request({ method: 'PUT', url: base + '/echo', body: 'raw', headers: { 'Content-Type': 'text/plain' } }, next),
    (next) => request.del(base + '/echo', next),
    (next) => request.head(base + '/echo', next),
  ];
  const results = [];
  (function step(i) {
    if (i === calls.length) return cb(null, results);
    calls[i]((error, response, body) => {
      results.push(error ? { error: error.code } : { status: response.statusCode, type: response.headers['content-type'], body });
      step(i + 1);
    });
  })(0);
};
