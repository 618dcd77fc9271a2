const web = require('stream/web');
const names = ['ReadableStream', 'WritableStream', 'TransformStream', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream', 'CompressionStream', 'DecompressionStream',
  'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStreamDefaultController', 'WritableStreamDefaultController', 'WritableStreamDefaultWriter'];
async function all(stream) {
  const out = [];
  const reader = stream.getReader();
  for (let r = await reader.read(); !r.done; r = await reader.read()) out.push(typeof r.value === 'object' ? Buffer.from(r.value).toString() : r.value);
  return out;
}
const of = (...chunks) => new ReadableStream({ start(c) { for (const x of chunks) c.enqueue(x); c.close(); } });
const settle = (name, promise) => Promise.resolve(promise).then((v) => print(`${name} ${JSON.stringify(v)}`), (e) => print(`${name} rejects ${e && e.name} ${e && e.message}`));
async function main() {
  for (const name of names) show(() => `${name} ${globalThis[name] === web[name]} ${web[name].name} ${web[name].length}`);
  await settle('read', all(of(1, 2, 'x')));
  await settle('pull', (async () => { let n = 0; return all(new ReadableStream({ pull(c) { c.enqueue(++n); if (n === 3) c.close(); } })); })());
  await settle('cancel', (async () => { let why; const s = new ReadableStream({ cancel(r) { why = r; } }); await s.cancel('because'); return why; })());
  await settle('error', all(new ReadableStream({ start(c) { c.error(new Error('broken')); } })));
  await settle('tee', (async () => { const [a, b] = of('a', 'b').tee(); return [await all(a), await all(b)]; })());
  await settle('locked', (async () => { const s = of(1); const r = s.getReader(); const l = s.locked; r.releaseLock(); return [l, s.locked]; })());
  await settle('from', all(ReadableStream.from([1, 2, 3])));
  await settle('iterate', (async () => { const out = []; const it = of(1, 2)[Symbol.asyncIterator](); for (let r = await it.next(); !r.done; r = await it.next()) out.push(r.value); return out; })());
  await settle('pipe', (async () => {
    const log = [];
    await of('a', 'b').pipeTo(new WritableStream({ start() { log.push('start'); }, write(c) { log.push(c); }, close() { log.push('close'); } }));
    return log;
  })());
  await settle('transform', all(of('a', 'b').pipeThrough(new TransformStream({ transform(c, t) { t.enqueue(c.toUpperCase()); }, flush(t) { t.enqueue('!'); } }))));
  await settle('abort', of('a').pipeTo(new WritableStream({ write() { throw new Error('no room'); } })));
  await settle('signal', (async () => { const c = new AbortController(); const p = new ReadableStream({}).pipeTo(new WritableStream(), { signal: c.signal }); c.abort(); return p; })());
  await settle('writer', (async () => { const w = new WritableStream({}, new CountQueuingStrategy({ highWaterMark: 2 })).getWriter(); const d = w.desiredSize; w.write(1); return [d, w.desiredSize]; })());
  await settle('byob', (async () => {
    const s = new ReadableStream({ type: 'bytes', pull(c) { c.enqueue(new Uint8Array([1, 2, 3])); c.close(); } });
    const r = s.getReader({ mode: 'byob' });
    const { value } = await r.read(new Uint8Array(2));
    return [...value];
  })());
  await settle('bytes strategy', (async () => [new ByteLengthQueuingStrategy({ highWaterMark: 5 }).size(new Uint8Array(3)), new CountQueuingStrategy({ highWaterMark: 5 }).highWaterMark])());
  await settle('encode', all(of('a\ud83d', '\ude00b', '\ud83d').pipeThrough(new TextEncoderStream())));
  await settle('decode', all(of(new Uint8Array([0xc3]), new Uint8Array([0xbc, 97])).pipeThrough(new TextDecoderStream())));
  await settle('decode fatal', all(of(new Uint8Array([0xff])).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))).catch((e) => e.name));
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    await settle(format, (async () => (await all(of('compressed ', 'text').pipeThrough(new TextEncoderStream()).pipeThrough(new CompressionStream(format)).pipeThrough(new DecompressionStream(format)))).join(''))());
  }
  await settle('gzip bytes', (async () => require('zlib').gunzipSync(Buffer.concat(await allBytes(of(Buffer.from('x')).pipeThrough(new CompressionStream('gzip'))))).toString())());
  await settle('not gzip', all(of(Buffer.from('plain text that is no gzip')).pipeThrough(new DecompressionStream('gzip'))).catch((e) => e.code));
  show(() => new CompressionStream('zip'));
  show(() => String(new ReadableStream()) + String(new TextEncoderStream()) + String(new CompressionStream('gzip')));
}
async function allBytes(stream) {
  const out = [];
  const reader = stream.getReader();
  for (let r = await reader.read(); !r.done; r = await reader.read()) out.push(Buffer.from(r.value));
  return out;
}
main().then(() => print('done'), (e) => print(e.stack));
