// worker_threads in the main thread, message channels, v8.serialize, module, vm, tty.
var wt = require('worker_threads');
show(() => [wt.isMainThread, wt.parentPort, wt.workerData, wt.threadId, typeof wt.SHARE_ENV, wt.getEnvironmentData('x')]);
show(() => { wt.setEnvironmentData('x', 1); return wt.getEnvironmentData('x'); });
var { port1, port2 } = new MessageChannel();
port2.on('message', (v) => { ends.push('got ' + JSON.stringify(v)); if (v === 'last') port2.close(); });
var ends = [];
port1.on('close', () => ends.push('closed'));
show(() => { const o = { a: 1, d: new Date(0) }; port1.postMessage(o); o.a = 2; port1.postMessage('last'); return 'sent'; });
var c = new wt.MessageChannel();
show(() => { c.port1.postMessage({ x: 1 }); c.port1.postMessage(2); return [wt.receiveMessageOnPort(c.port2), wt.receiveMessageOnPort(c.port2), wt.receiveMessageOnPort(c.port2)]; });
show(() => { try { c.port1.postMessage(() => {}); } catch (e) { return [e.name, e.code]; } });
show(() => { const e = new MessageEvent('message', { data: 5, origin: 'o' }); return [e.type, e.data, e.origin, e instanceof Event]; });
show(() => new MessagePort());
var v8 = require('v8');
var round = (v) => v8.deserialize(v8.serialize(v));
show(() => round({ a: [1, 'x', null, true], b: { c: 1.5 } }));
show(() => { const v = round({ m: new Map([[{ k: 1 }, new Set([1])]]), d: new Date(5), r: /a/gi, u: undefined, n: NaN, z: -0, b: 10n }); return [[...v.m][0][0].k, [...[...v.m][0][1]], v.d.getTime(), String(v.r), 'u' in v, String(v.n), Object.is(v.z, -0), String(v.b)]; });
show(() => { const a = { n: 1 }; a.self = a; const b = round(a); return b.self === b; });
show(() => [...round(Buffer.from('hi'))]);
show(() => { const e = round(new TypeError('t')); return [e instanceof TypeError, e.message]; });
show(() => typeof v8.getHeapStatistics().total_heap_size);
var mod = require('module');
show(() => [mod.isBuiltin('fs'), mod.isBuiltin('node:fs/promises'), mod.isBuiltin('lodash'), mod.Module === mod, mod.builtinModules.includes('http'), Array.isArray(mod.builtinModules)]);
show(() => mod.createRequire('/x.js')('node:path') === require('path'));
show(() => mod.createRequire('/x.js').resolve('fs'));
show(() => mod.wrap('x'));
show(() => require('tty').isatty(0) && 1);
show(() => [new (require('vm').Script)('1 + 1').runInThisContext(), require('vm').runInThisContext('typeof globalThis'), require('vm').compileFunction('return a + b', ['a', 'b'])(1, 2), require('vm').isContext({})]);
show(() => require('vm').isContext(5));
show(() => require('punycode').toASCII('mañana.com') + require('punycode').decode('maana-pta') + require('punycode').ucs2.decode('a😀'));
var os = require('os');
show(() => [os.EOL, os.platform(), os.type(), os.endianness(), typeof os.cpus()[0].speed, os.constants.signals.SIGTERM, os.constants.errno.ENOENT, os.devNull, `${os.arch}` === os.arch(), os.tmpdir() === '/tmp' || true]);
var { Readable } = require('stream');
var consumers = require('stream/consumers');
var all = async () => {
  print(await consumers.text(Readable.from(['a', 'b', Buffer.from('ü')])));
  print((await consumers.buffer(Readable.from([Buffer.from('x'), Buffer.from('y')]))).toString('hex'));
  print(JSON.stringify(await consumers.json(Readable.from(['{"a":', '1}']))));
  print(String((await consumers.arrayBuffer(Readable.from([Buffer.from('abc')]))).byteLength));
  try { await consumers.json(Readable.from(['{'])); } catch (e) { print(e.name); }
  const [a, b] = require('stream').duplexPair();
  a.end('through'); print(await consumers.text(b));
  const t = require('timers/promises');
  let n = 0;
  const it = t.setInterval(2, 'v')[Symbol.asyncIterator]();
  while (n < 3) { print((await it.next()).value + n++); }
  print(JSON.stringify(await it.return()));
  const ac = new AbortController();
  const aborted = t.setInterval(5, 'v', { signal: ac.signal }).next();
  setTimeout(() => ac.abort(), 1);
  try { await aborted; } catch (e) { print(e.name + e.code); }
  print(await t.setTimeout(1, 'done'));
  print(String(await t.scheduler.wait(1)));
  try { await t.setTimeout(50, 0, { signal: AbortSignal.abort() }); } catch (e) { print(e.name + e.code + e.message); }
  const rl = require('readline').createInterface({ input: Readable.from(['one\ntw', 'o\r\nthree']) });
  rl.on('line', (l) => print('line ' + l)); await new Promise((r) => rl.on('close', r));
  const out = []; const k = new console.Console(new (require('stream').Writable)({ write(s, e, cb) { out.push(String(s)); cb(); } }));
  k.log('a %d', 1); k.group(); k.warn({ x: 1 }); k.groupEnd(); k.count(); k.count(); k.assert(false, 'm'); k.dir([1]);
  print(JSON.stringify(out));
};
all().then(() => print(ends.join())); // in no fixed order with the rest
