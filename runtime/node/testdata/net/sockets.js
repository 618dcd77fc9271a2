const net = require('net');

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
    for (const event of ['connect', 'ready', 'timeout']) socket.on(event, () => say(event));
    socket.on('data', (d) => (text += d.toString('latin1')));
    socket.on('end', () => say('end', text.length > 100 ? text.length : JSON.stringify(text)));
    socket.on('error', (e) => say('error', e.code, e.errno, e.syscall, e.address, e.port, e.hostname, e.message));
    socket.on('close', (had) => { say('close', had, socket.destroyed, socket.writableFinished, socket.readableEnded); setTimeout(resolve, 5); });
  });
}

async function main() {
  await talk('echo', (say) => {
    const s = net.connect(ECHO, '127.0.0.1', () => {
      say('connected', s.remoteAddress, s.remotePort, s.remoteFamily, s.localAddress, typeof s.localPort, s.readyState, s.pending, s.connecting);
      say(JSON.stringify(Object.keys(s.address()).sort()), s.timeout);
      s.end('hello');
      say(s.readyState, s.bytesWritten);
    });
    say(s.connecting, s.pending, s.readyState, s.remoteAddress, JSON.stringify(s.address()));
    return s;
  });
  await talk('early writes', (say) => {
    const s = new net.Socket();
    s.connect({ port: ECHO, host: '127.0.0.1' });
    const called = [];
    s.write('one ', () => called.push('one'));
    s.write('two ', 'utf8', () => called.push('two'));
    s.end(Buffer.from('three'), () => called.push('ended'));
    s.on('close', () => say(s.bytesRead, s.bytesWritten, called));
    return s;
  });
  await talk('string port', () => net.createConnection(String(ECHO), '127.0.0.1').end('x'));
  await talk('encoding', (say) => {
    const s = net.connect(ECHO, '127.0.0.1');
    s.setEncoding('hex');
    s.on('data', (d) => say(typeof d, d.length % 2));
    s.end('616263', 'hex');
    return s;
  });
  await talk('large', (say) => {
    const s = net.connect(ECHO, '127.0.0.1');
    const more = s.write(Buffer.alloc(300000, 'x'));
    say(more);
    s.on('drain', () => { setTimeout(() => s.end(), 10); });
    return s;
  });
  await talk('refused', () => net.connect(CLOSED, '127.0.0.1'));
  await talk('bye', () => net.connect(BYE, '127.0.0.1'));
  await talk('half open', (say) => {
    const s = net.connect({ port: HALF, host: '127.0.0.1', allowHalfOpen: true });
    s.write('line\n');
    s.on('end', () => { say(s.readyState, s.writable); s.end('more'); });
    return s;
  });
  await talk('not half open', (say) => {
    const s = net.connect({ port: HALF, host: '127.0.0.1' });
    s.write('line\n');
    s.on('end', () => say(s.allowHalfOpen));
    return s;
  });
  await talk('reset', () => { const s = net.connect(RESET, '127.0.0.1'); s.write('x'); return s; });
  await talk('timeout', (say) => {
    const s = net.connect(SILENT, '127.0.0.1');
    s.setTimeout(300, () => { say('callback', s.timeout); s.destroy(); });
    return s;
  });
  await talk('destroy', (say) => {
    const s = net.connect(SILENT, '127.0.0.1');
    s.on('connect', () => { s.destroy(new Error('mine')); say(s.destroyed, s.readyState, s.write('x'), s.pending); });
    return s;
  });
  await talk('destroy at once', () => net.connect(SILENT, '127.0.0.1').destroy());
  await new Promise((resolve) => {
    const s = net.connect(SILENT, '127.0.0.1');
    s.write('soon');
    s.destroySoon();
    s.on('close', (had) => { print(`destroy soon ${had} ${s.writableFinished}`); resolve(); });
  });
  await talk('write after end', () => { const s = net.connect(ECHO, '127.0.0.1'); s.end('x'); s.write('y'); return s; });
  await talk('late write', (say) => {
    const s = net.connect(ECHO, '127.0.0.1', () => s.destroy());
    s.on('close', () => s.write('x', (e) => say(e.code, e.message)));
    return s;
  });
  await talk('pause', (say) => {
    const s = net.connect(ECHO, '127.0.0.1');
    s.pause();
    s.end('paused');
    setTimeout(() => { say('resume'); s.resume(); }, 30);
    return s;
  });
  await talk('path', () => net.connect('/no/such/socket').on('error', (e) => { e.code = 'E'; e.errno = 0; e.message = ''; }));
  for (const args of [[], [{}], [{ port: -1 }], [{ port: 70000 }], [{ port: 'x' }], [{ port: {} }], [{ port: 1, host: 5 }], [{ path: 5 }], [true]]) {
    await talk(`connect ${JSON.stringify(args)}`, () => net.connect(...args));
  }
  const s = new net.Socket();
  show(() => [s.readyState, s.connecting, s.pending, s.destroyed, s.bytesRead, s.bytesWritten, s.remoteAddress, s.timeout]);
  show(() => s.setTimeout('x'));
  show(() => s.setTimeout(-1));
  show(() => [s.setNoDelay() === s, s.setKeepAlive(true, 1000) === s, s.ref() === s, s.unref() === s, s.setTimeout(0) === s]);
  show(() => [s instanceof require('stream').Duplex, net.Stream === net.Socket, typeof net.Server, typeof net.createServer]);
  show(() => new net.Socket() instanceof net.Socket && net.Socket() instanceof net.Socket);
  s.destroy();
  function Sub() { net.Socket.call(this); }
  require('util').inherits(Sub, net.Socket);
  show(() => new Sub() instanceof net.Socket);
  // An unreferenced socket does not keep the run alive.
  net.connect(SILENT, '127.0.0.1').unref();
}
main().then(() => print('done'), (e) => print(e.stack));
