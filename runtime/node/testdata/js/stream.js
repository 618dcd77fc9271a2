const stream = require('stream');
const { Readable, Writable, Transform, Duplex, PassThrough, pipeline, finished } = stream;
const promises = require('stream/promises');
const setLater = [];

show(() => [stream === stream.Stream, typeof stream.promises, promises === stream.promises, require('node:stream/promises').pipeline === promises.pipeline]);
show(() => [new Readable() instanceof stream, new PassThrough() instanceof Transform, new Transform() instanceof Duplex, new Duplex() instanceof Readable, new Duplex() instanceof Writable, new Readable() instanceof require('events')]);
show(() => [new Readable().readableHighWaterMark, new Readable({ objectMode: true }).readableHighWaterMark, new Writable().writableHighWaterMark]);
show(() => [stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline].map((f) => f.name));
show(() => new Readable().read.length);
show(() => new Writable().write(null));
show(() => new Writable({ write() {} }).write(5));
show(() => { const w = new Writable({ write() {} }); w.on('error', (e) => print(e.message)); return w.write('x', 'nope'); });
show(() => { const r = new Readable({ read() {} }); r.on('error', (e) => print(e.message)); r.push(5); });
show(() => { const r = new Readable({ read() {} }); r.push('ab'); r.push('cd'); return [r.read(1).toString(), r.readableLength, r.read().toString(), r.read()]; });
show(() => { const r = new Readable({ read() {}, encoding: 'utf8' }); r.push(Buffer.from([0xe2, 0x82])); r.push(Buffer.from([0xac])); return r.read(); });
show(() => { const r = new Readable({ read() {} }); r.push('b'); r.unshift('a'); return String(r.read()); });
show(() => { const w = new Writable({ highWaterMark: 3, write(c, e, cb) { setLater.push(cb); } }); return [w.write('ab'), w.write('cd'), w.writableLength, w.writableNeedDrain]; });
const collect = (name, s) => {
  for (const event of ['data', 'end', 'close', 'error', 'finish', 'drain', 'pipe', 'unpipe']) {
    if (event === 'data' && !s.readable) continue;
    s.on(event, (x) => print(`${name} ${event} ${x instanceof Error ? x.message : event === 'pipe' || event === 'unpipe' ? '' : String(x)}`));
  }
  return s;
};
const sink = (list) => new Writable({ write(chunk, encoding, cb) { list.push(`${chunk.constructor.name}:${chunk}:${encoding}`); cb(); } });
const step = (name, f) => () => new Promise((resolve) => { print(`# ${name}`); f(resolve); });
const steps = [];
const test = (name, f) => steps.push(step(name, f));

test('flowing', (done) => {
  const r = collect('r', new Readable({ read() { this.push(this.n ? null : (this.n = 'one')); } }));
  r.on('close', done);
});
test('from', (done) => collect('r', Readable.from(['a', 'b', { c: 1 }])).on('close', done));
test('from string', (done) => collect('r', Readable.from('abc')).on('close', done));
test('writable', (done) => {
  const list = [];
  const w = collect('w', sink(list));
  w.write('x');
  w.write(Buffer.from('y'));
  w.write(new Uint8Array([122]));
  w.end('last', () => print('ended'));
  w.on('close', () => { print(list.join()); done(); });
});
test('decodeStrings, final, writev', (done) => {
  const w = collect('w', new Writable({ decodeStrings: false, writev(chunks, cb) { print(chunks.map((c) => `${typeof c.chunk}${c.chunk}${c.encoding}`).join()); cb(); }, final(cb) { print('final'); cb(); } }));
  w.cork();
  w.write('a', 'latin1');
  w.write('b');
  w.uncork();
  w.end();
  w.on('close', done);
});
test('write after end', (done) => {
  const w = collect('w', sink([]));
  w.end();
  w.write('x', (err) => print(`callback ${err.code}`));
  w.on('close', done);
});
test('drain', (done) => {
  const w = collect('w', new Writable({ highWaterMark: 2, write(c, e, cb) { process.nextTick(cb); } }));
  print(w.write('abc'));
  w.on('drain', () => w.end());
  w.on('close', done);
});
test('transform', (done) => {
  const t = collect('t', new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); }, flush(cb) { cb(null, '!'); } }));
  t.write('ab');
  t.end('c');
  t.on('close', done);
});
test('transform error', (done) => {
  const t = collect('t', new Transform({ transform(c, e, cb) { cb(new Error('bad')); } }));
  t.write('ab');
  t.on('close', done);
});
test('pipe', (done) => {
  const list = [];
  const w = collect('w', sink(list));
  Readable.from(['a', 'b']).pipe(new PassThrough({ objectMode: true })).pipe(w);
  w.on('close', () => { print(list.join()); done(); });
});
test('unpipe', (done) => {
  const r = new Readable({ read() {} });
  const w = collect('w', sink([]));
  r.pipe(w);
  r.unpipe(w);
  w.end();
  w.on('close', done);
});
test('destroy', (done) => {
  const r = collect('r', new Readable({ read() {}, destroy(err, cb) { print(`destroy ${err.message}`); cb(err); } }));
  r.destroy(new Error('gone'));
  print([r.destroyed, r.readable, r.errored && r.errored.message]);
  r.on('close', done);
});
test('pipeline', (done) => {
  const list = [];
  pipeline(Readable.from(['a', 'b']), new PassThrough(), sink(list), (err) => { print(`${err} ${list}`); done(); });
});
test('pipeline error', (done) => {
  const r = new Readable({ read() { this.destroy(new Error('source')); } });
  const w = sink([]);
  pipeline(r, new PassThrough(), w, (err) => { print(`${err.message} ${w.destroyed}`); done(); });
});
test('pipeline of generators', (done) => {
  pipeline(
    function* () { yield 'x'; yield 'y'; },
    async function (source) { let all = ''; for (const part of source) all += await part; return all; },
    (err, value) => { print(`${err} ${value}`); done(); },
  );
});
test('premature close', (done) => {
  const r = new Readable({ read() {} });
  finished(r, (err) => { print(err.code); done(); });
  r.destroy();
});
test('finished', (done) => {
  const w = sink([]);
  finished(w, (err) => { print(String(err)); done(); });
  w.end('x');
});
test('promises', async (done) => {
  const list = [];
  await promises.pipeline(Readable.from(['p', 'q']), sink(list));
  print(list.join());
  await promises.pipeline(Readable.from(['p']), new Transform({ transform(c, e, cb) { cb(new Error('t')); } }), sink([])).catch((err) => print(err.message));
  const w = sink([]);
  w.end();
  await promises.finished(w);
  done();
});
test('abort', async (done) => {
  const ac = new AbortController();
  const r = new Readable({ read() {}, signal: ac.signal });
  r.on('error', (err) => print(`${err.name} ${err.code}`));
  r.on('close', done);
  ac.abort();
});
test('async iteration', async (done) => {
  const r = new Readable({ read() {} });
  r.push('1');
  r.push('2');
  r.push(null);
  const it = r[Symbol.asyncIterator]();
  for (let n = await it.next(); !n.done; n = await it.next()) print(`chunk ${n.value}`);
  print(r.destroyed);
  const early = Readable.from(['a', 'b', 'c'])[Symbol.asyncIterator]();
  print((await early.next()).value);
  print(JSON.stringify(await early.return()));
  const failing = new Readable({ read() { this.destroy(new Error('iter')); } });
  await failing[Symbol.asyncIterator]().next().catch((err) => print(err.message));
  done();
});
test('operators', async (done) => {
  print(JSON.stringify(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map((x) => x * 10).toArray()));
  print(await Readable.from([1, 2, 3]).reduce((a, b) => a + b, 0));
  print([await Readable.from([1, 2]).some((x) => x > 1), await Readable.from([1, 2]).every((x) => x > 1), await Readable.from([1, 2]).find((x) => x > 1)]);
  print(JSON.stringify(await Readable.from([1, 2, 3]).drop(1).take(1).toArray()));
  done();
});
test('duplex', (done) => {
  const d = new Duplex({ read() { this.push('out'); this.push(null); }, write(c, e, cb) { print(`in ${c}`); cb(); } });
  d.on('data', (c) => print(`data ${c}`));
  d.on('close', done);
  d.end('in');
});
test('subclass', (done) => {
  function Old() { Readable.call(this); }
  Object.setPrototypeOf(Old.prototype, Readable.prototype);
  Old.prototype._read = function () { this.push('old'); this.push(null); };
  collect('o', new Old()).on('close', done);
});
test('pause', (done) => {
  const r = new Readable({ read() {} });
  r.on('data', (c) => { print(`data ${c} ${r.readableFlowing}`); r.pause(); print(r.isPaused()); process.nextTick(() => r.resume()); });
  r.push('a'); r.push('b'); r.push(null);
  r.on('end', done);
});
test('readable event', (done) => {
  const r = new Readable({ read() {} });
  r.on('readable', () => { let c; while ((c = r.read(2)) !== null) print(`read ${c}`); });
  r.push('abcde');
  r.push(null);
  r.on('end', done);
});
test('errors', (done) => {
  const r = new Readable();
  r.on('error', (err) => { print(`${err.code} ${err.message}`); done(); });
  r.read();
});

steps.reduce((before, next) => before.then(next), Promise.resolve()).then(() => print('# end'));
