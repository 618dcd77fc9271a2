const { Blob: B, File: F, resolveObjectURL } = require('buffer');
const settle = (name, promise) => Promise.resolve(promise).then((v) => print(`${name} ${JSON.stringify(v)}`), (e) => print(`${name} rejects ${e.name} ${e.message}`));
async function main() {
  show(() => [B === Blob, F === File, typeof URL.createObjectURL]);
  show(() => { const b = new Blob(['a', new Uint8Array([98]), new Blob(['c']), new Uint8Array([0, 100, 0]).subarray(1, 2).slice().buffer]); return [b.size, b.type, String(b)]; });
  await settle('text', new Blob(['a', 'ü', new Uint8Array([0xff])]).text());
  await settle('buffer', new Blob(['ab']).arrayBuffer().then((b) => [b instanceof ArrayBuffer, b.byteLength]));
  await settle('slice', new Blob(['abcdef']).slice(1, 4).text());
  await settle('negative', new Blob(['abcdef']).slice(-3, -1, 'Text/Plain').text());
  await settle('empty slice', new Blob(['abcdef']).slice(4, 2).text());
  await settle('native', new Blob(['a\r\nb\rc'], { endings: 'native' }).text());
  show(() => [new Blob([], { type: 'Text/HTML' }).type, new Blob([], { type: '\u00e9' }).type, new Blob(['x']).slice(0, 1, 'A/B').type]);
  show(() => Object.keys(Blob.prototype).sort());
  for (const args of [[5], ['text'], [null], [{}], [[], 5], [[], { endings: 'x' }]]) show(() => new Blob(...args).size);
  const chunks = [];
  const reader = new Blob(['stream', 'ed']).stream().getReader();
  for (let r = await reader.read(); !r.done; r = await reader.read()) chunks.push(Buffer.from(r.value).toString());
  print(chunks.join(''));
  const f = new File(['x', 'y'], 'name.txt', { type: 'text/plain', lastModified: 5 });
  show(() => [f.name, f.size, f.type, f.lastModified, String(f), f instanceof Blob, typeof new File([], 'a').lastModified]);
  show(() => new File(['x']));
  const url = URL.createObjectURL(f);
  show(() => [/^blob:nodedata:[0-9a-f-]{36}$/.test(url), resolveObjectURL(url).size, resolveObjectURL('blob:x'), URL.revokeObjectURL(url), resolveObjectURL(url)]);
  show(() => URL.createObjectURL({}));
}
main().then(() => print('done'), (e) => print(e.stack));
