// got 11
// remark: the message of a ParseError has the words of Go for what is wrong in the JSON
const got = require('got');

module.exports = async function (user, context, cb) {
  const results = [];
  const keep = (r) => results.push([r.statusCode, r.url, r.headers['content-type'], r.body]);
  const api = got.extend({ prefixUrl: 'https://api.example.com', headers: { 'x-api-key': 'key' }, hooks: { beforeRequest: [(options) => { options.headers['x-hook'] = '1'; }] } });
  keep(await api.post('echo', { json: { email: user.email }, responseType: 'json' }));
  keep(await api.post('echo', { form: { grant: 'a b' } }));
  results.push(await api.get('echo', { searchParams: { a: 'b c' } }).json());
  keep(await got('https://api.example.com/redirect'));
  keep(await got('https://api.example.com/gzip'));
  for (const [url, options] of [['https://api.example.com/status/404'], ['https://refused.example.com/', { retry: 0 }], ['https://api.example.com/slow', { timeout: 100, retry: 0 }], ['https://api.example.com/text', { responseType: 'json', retry: 0 }]]) {
    try {
      await got(url, options);
    } catch (error) {
      results.push([error.name, error.code, error.response && error.response.statusCode, error.message]);
    }
  }
  let text = '';
  for await (const chunk of got.stream('https://api.example.com/text')) text += chunk;
  results.push(text);
  cb(null, results);
};
