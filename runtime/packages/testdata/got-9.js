// got 9
// remark: the message of a ParseError has the words of Go for what is wrong in the JSON
const got = require('got');

module.exports = async function (user, context, cb) {
  const results = [];
  const keep = (r) => results.push([r.statusCode, r.url, r.headers['content-type'], r.body]);
  keep(await got.post('https://api.example.com/echo', { json: true, body: { email: user.email } }));
  keep(await got.post('https://api.example.com/echo', { form: true, body: { grant: 'a b' } }));
  keep(await got.delete('https://api.example.com/echo', { headers: { authorization: 'Bearer token' }, query: { a: 'b c' } }));
  keep(await got('https://api.example.com/redirect'));
  keep(await got('https://api.example.com/gzip'));
  for (const [url, options] of [['https://api.example.com/status/404'], ['https://refused.example.com/', { retry: 0 }], ['https://api.example.com/slow', { timeout: 100, retry: 0 }], ['https://api.example.com/text', { json: true, retry: 0 }]]) {
    try {
      await got(url, options);
    } catch (error) {
      results.push([error.name, error.code, error.statusCode, error.message]);
    }
  }
  cb(null, results);
};
