const http = require('http');
const https = require('https');
const url = require('url');

async function main() {
  await ask('get url', (cb) => http.get(`${BASE}/echo?a=b|c%7Cd&e='"`, cb));
  await ask('get options', (cb) => http.get(to('/echo/%7C|/x?y=z|'), cb));
  await ask('get URL', (cb) => http.get(new URL(`${BASE}/echo/./a/../b?q#h`), cb));
  await ask('get url, options', (cb) => http.get(`${BASE}/echo`, { headers: { 'X-One': '1' } }, cb));
  await ask('two slashes', (cb) => http.get(to('//echo//x'), cb));
  await ask('legacy url', (cb) => http.get(url.parse(`${BASE}/echo?legacy=1`), cb));
  await ask('auth', (cb) => http.get(to('/echo', { auth: 'user:p:ss' }), cb));
  await ask('auth in url', (cb) => http.get(BASE.replace('//', '//a%20b:c@') + '/echo', cb));

  await ask('post whole', (cb) => { const r = http.request(to('/echo', { method: 'POST' }), cb); r.on('finish', () => print('finish')); r.end('whole body ü'); return r; });
  await ask('post length', (cb) => { const r = http.request(to('/echo', { method: 'post', headers: { 'Content-Length': 7 } }), cb); r.write('abc'); r.write(Buffer.from('defg')); r.end(); return r; });
  await ask('post chunked', (cb) => { const r = http.request(to('/echo', { method: 'POST' }), cb); r.write('one '); r.write('two '); r.end('three'); return r; });
  await ask('post empty', (cb) => { const r = http.request(to('/echo', { method: 'POST' }), cb); r.end(); return r; });
  await ask('post hex', (cb) => { const r = http.request(to('/echo', { method: 'POST' }), cb); r.end('616263', 'hex'); return r; });
  await ask('put later', (cb) => { const r = http.request(to('/echo', { method: 'PUT' }), cb); setTimeout(() => { r.write('late'); setTimeout(() => r.end(), 5); }, 5); return r; });
  await ask('delete', (cb) => { const r = http.request(to('/echo', { method: 'DELETE' }), cb); r.end(); return r; });
  await ask('delete length', (cb) => { const r = http.request(to('/echo', { method: 'DELETE', headers: { 'content-length': 2 } }), cb); r.end('hi'); return r; });
  await ask('delete zero', (cb) => { const r = http.request(to('/echo', { method: 'DELETE', headers: { 'content-length': 0 } }), cb); r.end(); return r; });
  await ask('get with body', (cb) => { const r = http.request(to('/echo', { headers: { 'content-length': 3 } }), cb); r.end('get'); return r; });
  await ask('patch', (cb) => { const r = http.request(to('/echo', { method: 'PATCH', headers: { 'content-type': 'application/json' } }), cb); r.end('{}'); return r; });
  await ask('options', (cb) => { const r = http.request(to('/echo', { method: 'OPTIONS' }), cb); r.end(); return r; });
  await ask('big body', (cb) => { const r = http.request(to('/size', { method: 'POST' }), cb); for (let i = 0; i < 20; i++) r.write('x'.repeat(10000)); r.end(); return r; });

  await ask('headers', (cb) => http.get(to('/echo', { headers: { 'user-agent': 'mine', 'accept-encoding': 'gzip', host: 'other.example', 'x-list': ['a', 'b'], cookie: ['c=1', 'd=2'], 'X-Latin': '\u00e9', ACCEPT: '*/*', 'x-number': 5, 'x-empty': '' } }), cb));
  await ask('header list', (cb) => http.get(to('/echo', { headers: ['Host', 'a.example', 'X-A', '1', 'X-B', '2'] }), cb));
  await ask('connection', (cb) => http.get(to('/echo', { headers: { Connection: 'close' } }), cb));
  await ask('agent false', (cb) => http.get(to('/echo', { agent: false }), cb));
  await ask('agent new', (cb) => http.get(to('/echo', { agent: new http.Agent() }), cb));
  await ask('agent alive', (cb) => { const a = new http.Agent({ keepAlive: true }); const r = http.get(to('/echo', { agent: a }), cb); r.on('close', () => a.destroy()); return r; });
  await ask('set headers', (cb, say) => {
    const r = http.request(to('/echo'), cb);
    r.setHeader('X-Set', 'a');
    r.setHeader('X-Gone', 'b');
    r.removeHeader('x-gone');
    say(r.getHeader('x-SET'), r.hasHeader('X-GONE'), r.getHeaderNames(), JSON.stringify(r.getHeaders()).replace(/:\d+"/, '"'), r.getRawHeaderNames());
    say(r.method, r.path, r.host, r.protocol, r.headersSent);
    r.end();
    return r;
  });
  await ask('flush', (cb) => { const r = http.request(to('/echo', { method: 'POST' }), cb); r.flushHeaders(); setTimeout(() => r.end('after'), 5); return r; });
  await ask('late header', (cb, say) => { const r = http.request(to('/echo', { method: 'POST' }), cb); r.write('x'); try { r.setHeader('a', 'b'); } catch (e) { say(e.code, e.message); } r.end(); return r; });
}
finish(main);
