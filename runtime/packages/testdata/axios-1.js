// axios 1
// JSON, form, instance with base URL and auth, interceptors, params, error with answer, timeout, redirect.
const axios = require('axios');

module.exports = async (user, context, cb) => {
  try {
    const api = axios.create({ baseURL: 'https://api.example.com', timeout: 5000, headers: { 'X-Api-Key': 'key' }, auth: { username: 'u', password: 'p' } });
    api.interceptors.request.use((config) => {
      config.headers['X-Intercepted'] = 'yes';
      return config;
    });
    const results = [];
    const keep = (r) => results.push([r.status, r.statusText, r.headers['content-type'], r.data]);
    keep(await api.post('/echo', { email: user.email, name: 'Zoë' }));
    keep(await api.get('/echo', { params: { q: 'a b', list: [1, 2], when: new Date(0), nested: { x: 1 } } }));
    keep(await axios.post('https://api.example.com/echo', new URLSearchParams({ a: '1', b: 'x y' })));
    keep(await axios({ method: 'put', url: 'https://api.example.com/echo', data: 'raw', headers: { 'Content-Type': 'text/plain' } }));
    keep(await axios.request({ method: 'DELETE', url: 'https://api.example.com/echo', data: { id: 1 } }));
    keep(await axios.get('http://plain.example.com/redirect'));
    keep(await axios.get('https://api.example.com/gzip'));
    const bytes = await axios.get('https://api.example.com/text', { responseType: 'arraybuffer' });
    results.push([Buffer.isBuffer(bytes.data), bytes.data.toString()]);
    const stream = await axios.get('https://api.example.com/text', { responseType: 'stream' });
    let text = '';
    for await (const chunk of stream.data) text += chunk;
    results.push(text);
    const failures = [
      () => axios.get('https://api.example.com/status/422'),
      () => axios.get('https://api.example.com/slow', { timeout: 100 }),
      () => axios.get('https://refused.example.com/'),
      () => axios.get('https://unknown.invalid/'),
      () => axios.get('https://api.example.com/text', { maxContentLength: 3 }),
    ];
    for (const fails of failures) {
      try {
        await fails();
      } catch (error) {
        results.push([error.isAxiosError, error.code, error.message, error.response && error.response.status, error.response && error.response.data]);
      }
    }
    cb(null, results);
  } catch (error) {
    cb(error);
  }
};
