const { Readable, Writable, Duplex, PassThrough } = require('stream');
const settle = (name, promise) => Promise.resolve(promise).then((v) => print(`${name} ${JSON.stringify(v)}`), (e) => print(`${name} rejects ${e && e.name} ${e && e.code} ${e && e.message}`));
async function all(stream) {
  const out = [];
  const reader = stream.getReader();
  for (let r = await reader.read(); !r.done; r = await reader.read()) out.push(typeof r.value === 'object' && r.value.length !== undefined ? Buffer.from(r.value).toString() : r.value);
  return out;
}
const drain = (r) => new Promise((resolve, reject) => { const out = []; r.on('data', (d) => out.push(Buffer.isBuffer(d) ? d.toString() : d)); r.on('end', () => resolve(out)); r.on('error', reject); });
const of = (...chunks) => new ReadableStream({ start(c) { for (const x of chunks) c.enqueue(x); c.close(); } });
async function main() {
  await settle('toWeb', all(Readable.toWeb(Readable.from([Buffer.from('a'), Buffer.from('b')]))));
  await settle('toWeb objects', all(Readable.toWeb(Readable.from([1, { a: 2 }]))));
  await settle('toWeb error', all(Readable.toWeb(new Readable({ read() { this.destroy(new Error('broken')); } }))));
  await settle('toWeb cancel', (async () => { const r = new Readable({ read() {} }); const closed = new Promise((resolve) => r.on('close', () => resolve('closed'))); await Readable.toWeb(r).cancel(); return closed; })());
  await settle('fromWeb', drain(Readable.fromWeb(of(Buffer.from('x'), Buffer.from('y')))));
  await settle('fromWeb objects', drain(Readable.fromWeb(of(1, 2), { objectMode: true })));
  await settle('fromWeb error', drain(Readable.fromWeb(new ReadableStream({ start(c) { c.error(new Error('no')); } }))));
  await settle('writable toWeb', (async () => { const out = []; await of('a', 'b').pipeTo(Writable.toWeb(new Writable({ write(c, e, done) { out.push(c.toString()); done(); }, final(done) { out.push('final'); done(); } }))); return out; })());
  await settle('writable fromWeb', new Promise((resolve, reject) => { const out = []; const w = Writable.fromWeb(new WritableStream({ write(c) { out.push(Buffer.from(c).toString()); }, close() { out.push('close'); } })); w.on('error', reject); w.on('finish', () => resolve(out)); w.write('one'); w.end('two'); }));
  await settle('duplex', (async () => { const { readable, writable } = Duplex.toWeb(new PassThrough()); const w = writable.getWriter(); w.write(Buffer.from('through')); w.close(); return all(readable); })());
  show(() => Readable.fromWeb(5));
  await settle('response to node', drain(Readable.fromWeb(new Response('body').body)));
}
main().then(() => print('done'), (e) => print(e.stack));
