const http = require('http');
const https = require('https');

async function main() {
  await ask('cookies', (cb) => http.get(to('/cookies'), cb));
  await ask('head', (cb) => { const r = http.request(to('/echo', { method: 'HEAD' }), cb); r.end(); return r; });
  await ask('204', (cb) => http.get(to('/status/204'), cb));
  await ask('304', (cb) => http.get(to('/status/304'), cb));
  await ask('404', (cb) => http.get(to('/status/404'), cb));
  await ask('302', (cb) => http.get(to('/redirect'), cb));
  await ask('103', (cb) => http.get(to('/hints'), cb));
  await ask('chunks', (cb) => http.get(to('/chunks'), cb));
  await ask('large', (cb) => http.get(to('/large'), cb));
  await ask('latin', (cb) => http.get(to('/latin'), cb));

  await ask('refused', (cb) => http.get(`http://127.0.0.1:${CLOSED}/`, cb));
  await ask('hang up', (cb) => http.get(to('/hangup'), cb));
  await ask('cut short', (cb) => http.get(to('/short'), cb));
  await ask('timeout', (cb) => { const r = http.get(to('/slow', { timeout: 30 }), cb); r.on('timeout', () => r.destroy()); return r; });
  await ask('setTimeout', (cb, say) => { const r = http.get(to('/slow'), cb); r.setTimeout(30, () => { say('called'); r.abort(); }); return r; });
  await ask('destroy at once', (cb) => { const r = http.get(to('/slow'), cb); r.destroy(); return r; });
  await ask('destroy error', (cb) => { const r = http.get(to('/slow'), cb); setTimeout(() => r.destroy(new Error('mine')), 20); return r; });
  await ask('signal', (cb) => { const c = new AbortController(); const r = http.get(to('/slow', { signal: c.signal }), cb); setTimeout(() => c.abort(), 20); return r; });

  await ask('https', (cb) => https.get(`${TLS}/echo?tls`, cb));
  await ask('https post', (cb) => { const r = https.request(`${TLS}/echo`, { method: 'POST' }, cb); r.end('secret'); return r; });
  await ask('plain to tls', (cb) => http.get(`${TLS.replace('https', 'http')}/echo`, cb));

  for (const options of [
    { path: '/a b' }, { path: '/\u0100' }, { method: 'G T' }, { method: 5 }, { headers: { 'a b': 1 } }, { headers: { a: 'x\r\ny' } }, { headers: { a: undefined } }, { headers: { a: '\u0100' } },
    { protocol: 'https:' }, { protocol: 'ftp:' }, { agent: 5 }, { agent: {} }, { hostname: 5 }, { timeout: 'x' }, { timeout: -1 },
  ]) await ask(JSON.stringify(options), (cb) => http.get(to('/never', options), cb));
  await ask('bad url', (cb) => http.get('not a url', cb));
  await ask('https in http', (cb) => http.get(TLS, cb));

  show(() => typeof http.Agent + typeof http.ClientRequest + http.METHODS.includes('PATCH') + http.STATUS_CODES[404]);
  show(() => { function Mine() { http.Agent.call(this); } require('util').inherits(Mine, http.Agent); const m = new Mine(); return [m instanceof http.Agent, m.maxSockets === Infinity, m.defaultPort]; });
  show(() => [http.globalAgent instanceof http.Agent, https.globalAgent instanceof https.Agent, https.globalAgent.protocol, https.globalAgent.defaultPort]);
  show(() => http.validateHeaderName('a b'));
  show(() => http.validateHeaderValue('a', '\n'));
  show(() => http.validateHeaderName('a'));
  const piped = await new Promise((resolve) => {
    http.get(to('/chunks'), (res) => {
      const { PassThrough } = require('stream');
      const out = new PassThrough();
      const parts = [];
      out.on('data', (c) => parts.push(c)).on('end', () => resolve(Buffer.concat(parts).toString()));
      res.pipe(out);
    });
  });
  print('piped ' + piped);
}
finish(main);
