// stream: more of it.
var stream = require('stream'); var { Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished } = stream;
var ends = (s) => new Promise((r) => finished(s, (e) => r(e ? e.code || e.message : 'fine')));
show(() => [new Readable().readableHighWaterMark, new Writable().writableHighWaterMark, new Readable({ objectMode: true }).readableHighWaterMark, stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true)]);
show(() => { const r = new Readable({ read() {} }); return [r.readable, r.readableFlowing, r.readableEnded, r.destroyed, r.readableLength, r.readableObjectMode, r.readableEncoding, r.closed, r.errored]; });
show(() => { const w = new Writable({ write(c, e, cb) { cb(); } }); return [w.writable, w.writableEnded, w.writableFinished, w.writableLength, w.writableCorked, w.writableNeedDrain, w.writableObjectMode]; });
show(() => { const r = new Readable({ read() {} }); r.push('abc'); r.push('def'); return [String(r.read(2)), String(r.read()), r.read()]; });
show(() => { const r = new Readable({ read() {} }); r.setEncoding('utf8'); r.push(Buffer.from([0xe2])); r.push(Buffer.from([0x82, 0xac])); return r.read(); });
show(() => { const r = new Readable({ read() {} }); r.on('error', (e) => print(e.code + e.message)); r.push(null); r.push('x'); });
show(() => { const r = new Readable({ read() {} }); r.on('error', (e) => print(e.code + e.message)); r.push(5); });
show(() => { const r = new Readable(); r.on('error', (e) => print(e.code + e.message)); r.read(); }); show(() => { const w = new Writable(); w.on('error', (e) => print(e.code + e.message)); w.write('x'); }); show(() => new Writable({ write() {} }).write(null)); show(() => new Writable({ write() {} }).write(5)); show(() => { const w = new Writable({ write() {} }); w.on('error', (e) => print(e.code)); w.write('x', 'nope'); }); show(() => new Readable({ highWaterMark: -1 })); show(() => { const x = new Transform(); x.on('error', (e) => print(e.code + e.message)); x.write('x'); });
show(() => [stream.isReadable(new Readable()), stream.isErrored(new Readable()), stream.isDisturbed(new Readable()), stream === stream.Stream, stream.Stream.Readable === Readable, new PassThrough() instanceof Duplex, new Duplex() instanceof Writable, new Transform() instanceof Readable]);
(async () => {
  const log = [];
  const w = new Writable({ highWaterMark: 3, write(c, e, cb) { log.push(String(c) + e); setImmediate(cb); }, final(cb) { log.push('final'); cb(); } });
  log.push(w.write('ab'), w.write('cd'), w.writableLength); w.on('drain', () => log.push('drain')); w.on('finish', () => log.push('finish')); w.on('close', () => log.push('close'));
  w.end('ef'); print(await ends(w)); await new Promise((r) => setImmediate(r)); print(JSON.stringify(log));
  const corked = []; const cw = new Writable({ writev(chunks, cb) { corked.push(chunks.map((x) => String(x.chunk))); cb(); } }); cw.cork(); cw.write('1'); cw.write('2'); cw.uncork(); cw.end('3'); print(await ends(cw)); print(JSON.stringify(corked));
  const we = new Writable({ write(c, e, cb) { cb(new Error('wfail')); } }); we.on('error', (e) => print('err ' + e.message)); we.write('x', (e) => print('cb ' + (e && e.message))); print(await ends(we));
  const after = new Writable({ write(c, e, cb) { cb(); } }); after.end(); after.on('error', (e) => print(e.code)); after.write('late', (e) => print('late ' + e.code)); await ends(after);
  const up = new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); }, flush(cb) { this.push('!'); cb(); } });
  const parts = []; up.on('data', (c) => parts.push(String(c))); up.write('a'); up.end('b'); print(await ends(up)); print(parts.join());
  const te = new Transform({ transform(c, e, cb) { cb(new Error('tfail')); } }); te.on('error', () => {}); te.resume(); te.write('x'); print(await ends(te));
  print(JSON.stringify(await Readable.from(['a', 'b', 'c']).toArray())); print(JSON.stringify(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map((x) => x * 10).toArray())); print(String(await Readable.from([1, 2, 3]).reduce((a, b) => a + b, 0))); print(JSON.stringify([await Readable.from([1, 2]).some((x) => x > 1), await Readable.from([1, 2]).every((x) => x > 1), await Readable.from([1, 2]).find((x) => x > 1)])); print(JSON.stringify(await Readable.from([1, 2, 3]).take(2).toArray()) + JSON.stringify(await Readable.from([1, 2, 3]).drop(2).toArray()) + JSON.stringify(await Readable.from([1, 2]).flatMap((x) => [x, x]).toArray()));
  print(JSON.stringify(await Readable.from('whole').toArray())); print(JSON.stringify((await Readable.from(Buffer.from('buf')).toArray()).map(String)));
  const it = Readable.from(['x', 'y'])[Symbol.asyncIterator](); print(JSON.stringify(await it.next())); await it.return(); print(JSON.stringify(await it.next()));
  const broken = new Readable({ read() { this.destroy(new Error('rfail')); } }); try { await broken.toArray(); } catch (e) { print(e.message); }
  const chunks = []; await new Promise((r) => pipeline(Readable.from(['p', 'q']), new PassThrough(), new Writable({ write(c, e, cb) { chunks.push(String(c)); cb(); } }), (e) => { print('pipeline ' + e); r(); })); print(chunks.join());
  await new Promise((r) => pipeline(Readable.from(['p']), new Transform({ transform(c, e, cb) { cb(new Error('mid')); } }), new PassThrough(), (e) => { print('pipeline ' + e.message); r(); }));
  try { await stream.promises.pipeline(Readable.from(['a']), new Writable({ write(c, e, cb) { cb(new Error('sink')); } })); } catch (e) { print('promise ' + e.message); }
  const ac = new AbortController(); const p = stream.promises.pipeline(new Readable({ read() {} }), new PassThrough(), { signal: ac.signal }); ac.abort(); await p.catch((e) => print(e.name + e.code));
  const pre = new Readable({ read() {} }); pre.destroy(); print(await ends(pre)); pre.on('error', () => {});
  const d = new Duplex({ read() { this.push('r'); this.push(null); }, write(c, e, cb) { print('w' + c); cb(); } }); d.on('data', (c) => print('d' + c)); d.end('z'); print(await ends(d));
  const src = new Readable({ read() {} }), dst = new PassThrough(); const got = []; dst.on('data', (c) => got.push(String(c))); src.pipe(dst); src.push('1'); await new Promise((r) => setImmediate(r)); src.unpipe(dst); src.push('2'); await new Promise((r) => setImmediate(r)); print(got.join() + src.readableFlowing);
  const fl = new Readable({ read() {} }); fl.pause(); fl.push('k'); print(String(fl.isPaused()) + fl.readableFlowing); fl.resume(); await new Promise((r) => setImmediate(r)); print(String(fl.isPaused()) + fl.readableFlowing);
  const un = new Readable({ read() {} }); un.push('b'); un.unshift('a'); print(String(un.read()));
  const om = new Transform({ objectMode: true, transform(o, e, cb) { cb(null, { ...o, seen: true }); } }); om.end({ a: 1 }); print(JSON.stringify(await om.toArray()));
  const ordering = []; const or = new Readable({ read() {} }); for (const n of ['readable', 'data', 'end', 'close']) or.on(n, () => { ordering.push(n); if (n === 'readable') while (or.read() !== null); }); or.push('x'); or.push(null); await ends(or); await new Promise((r) => setImmediate(r)); print(ordering.join());
  print(String(stream.addAbortSignal(new AbortController().signal, new PassThrough()) instanceof PassThrough)); try { stream.addAbortSignal(5, new PassThrough()); } catch (e) { print(e.code); } try { pipeline(new PassThrough()); } catch (e) { print(e.code + e.message); }
  const comp = stream.compose(new PassThrough(), new Transform({ transform(c, e, cb) { cb(null, c + '+'); } })); comp.end('c'); print(String((await comp.toArray()).join('')));
  const con = new Writable({ construct(cb) { print('construct'); setImmediate(cb); }, write(c, e, cb) { print('written ' + c); cb(); } }); con.write('early'); con.end(); print(await ends(con));
  const de = new Writable({ decodeStrings: false, defaultEncoding: 'latin1', write(c, e, cb) { print(typeof c + e); cb(); } }); de.end('s'); await ends(de);
})();
