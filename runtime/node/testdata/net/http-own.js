const net = require('net');
const tls = require('tls');
const http = require('http');
const https = require('https');

// ask sends one request and prints what comes of it.
function ask(name, make) {
  return new Promise((resolve) => {
    const say = (...words) => print([name, ...words].join(' '));
    let req;
    try {
      req = make((res) => {
        say('response', res.statusCode, res.statusMessage, res.httpVersion, JSON.stringify(res.rawHeaders).slice(0, 300), JSON.stringify(res.headers).slice(0, 300));
        res.setEncoding('utf8');
        let text = '';
        res.on('data', (c) => (text += c));
        res.on('end', () => say('end', JSON.stringify(text), res.complete, JSON.stringify(res.trailers), JSON.stringify(res.rawTrailers)));
        res.on('aborted', () => say('aborted'));
        res.on('error', (e) => say('response error', e.code, e.message));
      }, say);
    } catch (e) {
      say('throws', e.name, e.code, e.message);
      return resolve();
    }
    req.on('socket', (s) => say('socket', s instanceof net.Socket, s.connecting, req.socket === s));
    req.on('abort', () => say('abort'));
    req.on('timeout', () => say('timeout'));
    req.on('continue', () => say('continue'));
    req.on('information', (i) => say('information', JSON.stringify(i)));
    req.on('error', (e) => say('error', e.code, e.message, e.syscall));
    req.on('close', () => { say('close', req.reusedSocket); setTimeout(resolve, 10); });
  });
}

const host = '127.0.0.1';
let gone;
class Own extends http.Agent {
  createConnection(options, callback) {
    print(`createConnection ${options.host} ${options.port === RAW} ${options.path} ${typeof callback}`);
    return net.connect(options);
  }
}
class Later extends http.Agent {
  createConnection(options, callback) {
    const socket = net.connect(options.port, options.host, () => callback(null, socket));
  }
}
// A proxy agent, as the npm package makes it.
class Proxied extends https.Agent {
  createConnection(options, callback) {
    const socket = net.connect(PROXY, host, () => socket.write(`CONNECT ${options.host}:${options.port} HTTP/1.1\r\nHost: x\r\n\r\n`));
    socket.once('data', (d) => {
      print(d.toString().split('\r\n')[0]);
      callback(null, tls.connect({ ...options, socket, servername: 'good.example', path: null }));
    });
  }
}

async function main() {
  const own = new Own();
  const to = (path, more) => ({ host, port: RAW, path, agent: own, ...more });
  for (const path of ['/head', '/order', '/chunked', '/close', '/hints', '/nothing', '/short', '/early']) {
    await ask(path, (cb) => http.get(to(path), cb));
  }
  for (const path of ['/garbage', '/badlength', '/both', '/badchunk', '/huge']) {
    await ask(path, (cb) => http.get(to(path), cb).on('error', (e) => { print(`${path} ${e.code}`); e.code = e.message = ''; }));
  }
  await ask('head', (cb) => http.request(to('/nothing', { method: 'HEAD' }), cb).end());
  await ask('body', (cb) => http.request(to('/head', { method: 'POST', headers: { 'X-Case': 'a', 'x-case-2': 'b' } }), cb).end('body'));
  await ask('empty', (cb) => http.request(to('/head', { method: 'POST' }), cb).end());
  await ask('continue', (cb) => { const r = http.request(to('/continue', { method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 4 } }), cb); r.on('continue', () => r.end('body')); return r; });
  await ask('continue by default', (cb) => { const r = http.request({ host, port: RAW, agent: new http.Agent(), path: '/continue', method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 4 } }, cb); r.on('continue', () => r.end('more')); return r; });
  await ask('upgrade', (cb, say) => {
    const r = http.get({ host, port: RAW, agent: new http.Agent(), path: '/upgrade', headers: { Connection: 'Upgrade', Upgrade: 'echo' } }, cb);
    r.on('upgrade', (res, socket, head) => {
      say('upgrade', res.statusCode, JSON.stringify(res.rawHeaders), head.toString(), socket instanceof net.Socket);
      socket.on('data', (d) => { say('data', d.toString()); socket.end(); });
      gone = new Promise((resolve) => socket.on('close', () => { say('socket close'); resolve(); }));
      socket.write('hello');
    });
    return r;
  });
  await gone;
  await ask('upgrade unheard', (cb) => http.get({ host, port: RAW, agent: new http.Agent(), path: '/upgrade', headers: { Connection: 'Upgrade', Upgrade: 'echo' } }, cb));
  await ask('connect', (cb, say) => {
    const r = http.request({ host, port: PROXY, method: 'CONNECT', path: `127.0.0.1:${ECHO}` }, cb);
    r.on('connect', (res, socket, head) => {
      say('connect', res.statusCode, head.length);
      socket.on('data', (d) => { say('data', d.toString()); socket.end(); });
      gone = new Promise((resolve) => socket.on('close', resolve));
      socket.write('tunnel');
    });
    return r.end();
  });
  await gone;
  await ask('option', (cb) => http.get({ host, port: RAW, path: '/head', createConnection: (o) => net.connect(o.port, o.host) }, cb));
  await ask('option with callback', (cb) => http.get({ host, port: RAW, path: '/head', createConnection: (o, done) => { setTimeout(() => done(null, net.connect(o.port, o.host)), 5); } }, cb));
  await ask('later', (cb) => http.get(to('/head', { agent: new Later() }), cb));
  await ask('lookup', (cb, say) => http.get({ host: 'name.example', agent: new http.Agent(), port: RAW, path: '/head', lookup: (name, o, done) => { say('lookup', name); done(null, [{ address: host, family: 4 }]); } }, cb));
  await ask('lookup fails', (cb) => http.get({ host: 'name.example', agent: new http.Agent(), port: RAW, path: '/head', lookup: (name, o, done) => done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })) }, cb));
  await ask('refused', (cb) => http.get({ host, port: CLOSED, agent: own }, cb));
  await ask('timeout', (cb, say) => { const r = http.get({ host, port: SILENT, agent: own, timeout: 30 }, cb); r.on('timeout', () => r.destroy()); return r; });
  await ask('abort', (cb) => { const r = http.get({ host, port: SILENT, agent: own }, cb); setTimeout(() => r.abort(), 20); return r; });
  await ask('destroy at once', (cb) => { const r = http.get({ host, port: RAW, agent: own }, cb); r.destroy(); return r; });
  await ask('abort in body', (cb) => { const r = http.get(to('/short'), (res) => { cb(res); res.once('data', () => r.destroy()); }); return r; });

  const kept = new Own({ keepAlive: true });
  for (const i of [1, 2, 3]) await ask(`kept ${i}`, (cb) => http.get(to('/head', { agent: kept }), cb));
  print(Object.keys(kept.freeSockets).length, Object.keys(kept.sockets).length);
  kept.destroy();
  const one = new Own({ maxSockets: 1 });
  await Promise.all([1, 2].map((i) => ask(`queue`, (cb) => http.get(to('/nothing', { agent: one }), cb))));

  const secure = (more) => ({ host, port: RAWTLS, path: '/order', servername: 'good.example', ...more });
  await ask('own ca', (cb) => https.get(secure({ ca: CA }), cb));
  await ask('agent with ca', (cb) => https.get(secure({ agent: new https.Agent({ ca: CA }) }), cb));
  await ask('wrong name', (cb) => https.get(secure({ servername: 'wrong.example' }), cb));
  await ask('through a proxy', (cb) => https.get(secure({ agent: new Proxied() }), cb));
  await ask('trailers', (cb) => { const r = http.request(to('/head', { method: 'POST', headers: { Trailer: 'X-End' } }), cb); r.write('a'); r.addTrailers({ 'X-End': 'yes' }); r.end(); return r; });
  function Old(options) { http.Agent.call(this, options); }
  require('util').inherits(Old, http.Agent);
  Old.prototype.addRequest = function (req, options) { print(`addRequest ${options.host}`); req.onSocket(net.connect(options.port, options.host)); };
  await ask('old agent', (cb) => http.get(to('/head', { agent: new Old() }), cb));
  show(() => new http.Agent().getName({ host: 'a', port: 1, localAddress: 'b', family: 4 }));
  show(() => new https.Agent().getName({ host: 'a', port: 1, servername: 'x', rejectUnauthorized: false }));
  show(() => [http.globalAgent.protocol, https.globalAgent.protocol, http.globalAgent.keepAlive, http.globalAgent.maxFreeSockets, http.globalAgent.defaultPort, http.maxHeaderSize]);
  show(() => [http.METHODS.length > 30, http.STATUS_CODES[418], typeof http.Server, typeof http.createServer, typeof http.ServerResponse]);
}
main().then(() => print('done'), (e) => print(e.stack));
