// node-fetch 2
const fetch = require('node-fetch');

module.exports = async (user, context, cb) => {
  const results = [];
  const keep = async (r) => results.push([r.status, r.ok, r.url, r.headers.get('content-type'), await r.text()]);
  await keep(await fetch('https://api.example.com/echo', {
    method: 'POST', body: JSON.stringify({ email: user.email }), headers: { 'Content-Type': 'application/json' },
  }));
  await keep(await fetch('https://api.example.com/echo', { method: 'POST', body: new URLSearchParams({ a: '1 2' }) }));
  await keep(await fetch('http://plain.example.com/redirect'));
  await keep(await fetch('https://api.example.com/gzip'));
  await keep(await fetch('https://api.example.com/status/404'));
  results.push(await (await fetch('https://api.example.com/json')).json());
  results.push((await (await fetch('https://api.example.com/text')).buffer()).length);
  for (const [url, options] of [['https://refused.example.com/'], ['https://api.example.com/slow', { timeout: 100 }], ['https://api.example.com/redirect', { redirect: 'error' }]]) {
    await fetch(url, options).catch((error) => results.push([error.name, error.type, error.code, error.message]));
  }
  cb(null, results);
};
