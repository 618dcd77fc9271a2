const net = require('net');
const tls = require('tls');

// talk prints what happens to a socket until it is closed.
function talk(name, make) {
  return new Promise((resolve) => {
    const say = (...words) => print([name, ...words].join(' '));
    let socket;
    try {
      socket = make(say);
    } catch (e) {
      say('throws', e.name, e.code, e.message);
      return resolve();
    }
    let text = '';
    for (const event of ['connect', 'secureConnect', 'timeout']) socket.on(event, () => say(event));
    socket.on('data', (d) => (text += d.toString('latin1')));
    socket.on('end', () => say('end', text.length > 100 ? text.length : JSON.stringify(text)));
    socket.on('error', (e) => say('error', e.code, e.syscall, e.address, e.port, /altnames|expired|signed|verify|disconnected|ECONN/.test(e.message) ? e.message : ''));
    socket.on('close', (had) => { say('close', had, socket.destroyed, socket.authorized, socket.authorizationError); setTimeout(resolve, 5); });
  });
}

const host = '127.0.0.1';
async function main() {
  await talk('good', (say) => {
    const s = tls.connect({ port: GOOD, host, servername: 'good.example', ALPNProtocols: ['postgresql'] }, () => {
      say(s.authorized, s.authorizationError, s.encrypted, s.getProtocol(), s.getCipher().version, s.alpnProtocol, s.servername, s.isSessionReused());
      say(s.remoteAddress, s.remotePort, s.readyState, s.connecting);
      const c = s.getPeerCertificate();
      say(JSON.stringify(c.subject), JSON.stringify(c.issuer), c.subjectaltname, c.serialNumber, c.bits, c.ca, c.raw.length > 100, c.fingerprint256.length, /GMT$/.test(c.valid_to));
      say(c.fingerprint.length, Buffer.isBuffer(c.pubkey), c.nistCurve);
      s.end('secret');
    });
    say(s.connecting, s.encrypted, s.authorized, s instanceof net.Socket, s instanceof tls.TLSSocket);
    return s;
  });
  await talk('early writes', () => { const s = tls.connect(GOOD, host); s.write('one '); s.end('two'); return s; });
  await talk('port, host, options', () => tls.connect(GOOD, host, { servername: 'localhost' }).end('x'));
  await talk('large', () => tls.connect(GOOD, host).end(Buffer.alloc(200000, 'y')));
  await talk('no ALPN', (say) => { const s = tls.connect(GOOD, host, () => { say(s.alpnProtocol); s.end(); }); return s; });
  await talk('wrong name', () => tls.connect({ port: GOOD, host, servername: 'wrong.example' }));
  await talk('expired', () => tls.connect({ port: EXPIRED, host }));
  await talk('stranger', () => tls.connect({ port: STRANGER, host }));
  await talk('stranger unchecked', (say) => {
    const s = tls.connect({ port: STRANGER, host, rejectUnauthorized: false }, () => { say(s.authorized, s.authorizationError); s.end(); });
    return s;
  });
  await talk('wrong name unchecked', (say) => {
    const s = tls.connect({ port: GOOD, host, servername: 'wrong.example', rejectUnauthorized: false }, () => { say(s.authorized, s.authorizationError); s.end(); });
    return s;
  });
  await talk('own ca', () => tls.connect({ port: GOOD, host, ca: CA }).end('a'));
  await talk('own ca in a list', () => tls.connect({ port: GOOD, host, ca: [Buffer.from(CA)] }).end('a'));
  await talk('other ca', () => tls.connect({ port: GOOD, host, ca: CA.slice(0, 100) }).on('error', (e) => { e.code = e.message = ''; }));
  await talk('context', () => tls.connect({ port: GOOD, host, secureContext: tls.createSecureContext({ ca: CA, minVersion: 'TLSv1.3' }) }).end('a'));
  await talk('TLS 1.2', (say) => { const s = tls.connect({ port: GOOD, host, maxVersion: 'TLSv1.2' }, () => { say(s.getProtocol(), JSON.stringify(s.getCipher())); s.end(); }); return s; });
  await talk('identity', (say) => tls.connect({ port: GOOD, host, servername: 'good.example', checkServerIdentity: (name, cert) => { say(name, cert.subject.CN); return new Error('not mine'); } }));
  await talk('not TLS', () => tls.connect({ port: SMTP, host }).on('error', (e) => { e.code = ''; e.syscall = ''; }));
  await talk('refused', () => tls.connect({ port: CLOSED, host }));
  await talk('upgrade', (say) => {
    const plain = net.connect(STARTTLS, host, () => plain.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    plain.once('data', (d) => {
      say(d.toString());
      const s = tls.connect({ socket: plain, servername: 'good.example' }, () => { say(s.authorized); s.end('after upgrade'); });
      s.on('data', (d) => say('got', d.toString()));
      s.on('close', () => say('tls close'));
    });
    return plain;
  });
  await talk('upgrade, name of the host', (say) => {
    const plain = net.connect(STARTTLS, 'localhost', () => plain.write('12345678'));
    plain.once('data', () => tls.connect({ socket: plain, host: 'localhost' }, function () { say(this.authorized); this.end(); }));
    return plain;
  });
  await talk('at once over a socket', (say) => tls.connect({ socket: net.connect(GOOD, host), servername: 'good.example' }, function () { say(this.authorized); this.end('over'); }));
  await talk('smtp', (say) => {
    const plain = net.connect(SMTP, host);
    let step = 0;
    const lines = ['EHLO me\r\n', 'STARTTLS\r\n'];
    plain.on('data', function listen(d) {
      say(JSON.stringify(d.toString()));
      if (step < lines.length) return plain.write(lines[step++]);
      plain.removeAllListeners('data');
      const s = tls.connect({ socket: plain, servername: 'localhost' });
      s.on('data', (d) => { say('secure', JSON.stringify(d.toString())); s.write(step++ === 2 ? 'EHLO again\r\n' : 'QUIT\r\n'); });
    });
    return plain;
  });
  await talk('through a proxy', (say) => {
    const plain = net.connect(PROXY, host, () => plain.write(`CONNECT 127.0.0.1:${GOOD} HTTP/1.1\r\n\r\n`));
    plain.once('data', (d) => {
      say(d.toString().split('\r\n')[0]);
      const s = tls.connect({ socket: plain, servername: 'good.example' }, () => s.end('through'));
      s.on('data', (d) => say('got', d.toString()));
    });
    return plain;
  });
  await talk('TLS over a stream', (say) => {
    const { Duplex } = require('stream');
    const plain = net.connect(GOOD, host);
    const wrapped = new Duplex({
      read() {},
      write(chunk, encoding, done) { plain.write(chunk, done); },
      final(done) { plain.end(done); },
    });
    plain.on('data', (d) => wrapped.push(d));
    plain.on('end', () => wrapped.push(null));
    const s = tls.connect({ socket: wrapped, servername: 'good.example' }, () => s.end('over a stream'));
    s.on('close', () => plain.destroy());
    return s;
  });
  show(() => tls.createSecureContext({ minVersion: 'TLSv9' }));
  show(() => tls.connect({ port: 1, ca: 5 }));
  show(() => [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION, typeof tls.createServer, Array.isArray(tls.rootCertificates), tls.getCiphers().includes('tls_aes_128_gcm_sha256')]);
  const check = (name, cert) => show(() => { const e = tls.checkServerIdentity(name, cert); return e ? `${e.code} ${e.reason} ${e.host}` : 'ok'; });
  const cert = { subject: { CN: 'a.example' }, subjectaltname: 'DNS:a.example, DNS:*.b.example, DNS:f*o.c.example, IP Address:1.2.3.4' };
  for (const name of ['a.example', 'A.EXAMPLE.', 'x.a.example', 'x.b.example', 'x.y.b.example', 'b.example', 'foo.c.example', 'bar.c.example', '1.2.3.4', '1.2.3.5']) check(name, cert);
  check('a.example', { subject: { CN: 'a.example' } });
  check('b.example', { subject: { CN: 'a.example' } });
  check('b.example', { subject: {} });
  check('x.example', { subject: {}, subjectaltname: 'DNS:*.example' });
}
main().then(() => print('done'), (e) => print(e.stack));
