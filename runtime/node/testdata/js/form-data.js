async function main() {
  const f = new FormData();
  f.append('a', '1');
  f.append('b', 2);
  f.append('a', null);
  f.append('file', new Blob(['x'], { type: 'text/plain' }));
  f.append('named', new Blob(['y']), 'y.bin');
  f.append('real', new File(['z'], 'z.txt', { lastModified: 7 }));
  show(() => [f.get('a'), f.getAll('a'), f.get('b'), f.get('nope'), f.has('a'), f.has('x'), f.getAll('nope')]);
  show(() => [...f].map(([k, v]) => [k, typeof v === 'string' ? v : `${v.constructor.name} ${v.name} ${v.type} ${v.size}`]));
  show(() => { f.set('a', 'only'); f.set('new', 'n'); f.delete('b'); return [...f.keys()]; });
  show(() => { const seen = []; f.forEach((v, k, o) => seen.push([k, o === f])); return seen; });
  show(() => [String(f), [...f.values()].length, f.get('real').lastModified, f.get('file').name]);
  for (const args of [[], ['a'], ['a', 'b', 'c']]) { try { f.append(...args); print('ok'); } catch (e) { print(e.name); } }
  const mask = (s) => s.replace(/----formdata-undici-\d{12}/g, 'BOUNDARY');
  const g = new FormData();
  g.append('te"xt\n', 'a\nb\r\nc\rd');
  g.append('file', new File(['con\ntent'], 'fi"le.txt', { type: 'text/x' }));
  g.append('blob', new Blob(['b']));
  const r = new Response(g);
  print(mask(r.headers.get('content-type')));
  print(JSON.stringify(mask(await r.text())));
  const back = await new Response(g).formData();
  print(JSON.stringify([...back].map(([k, v]) => [k, typeof v === 'string' ? v : [v.name, v.type, v.size, v.constructor.name]])));
  const u = await new Response(new URLSearchParams('a=1&b=%20&a=2')).formData();
  print(JSON.stringify([...u]));
  const empty = new Response(new FormData());
  print(JSON.stringify(mask(await empty.text())));
  for (const [body, type] of [['x', 'text/plain'], ['x', 'multipart/form-data'], ['x', 'multipart/form-data; boundary=b'], ['--b--', 'multipart/form-data; boundary=b']]) {
    await new Response(body, { headers: { 'content-type': type } }).formData().then((d) => print([...d].length), (e) => print(`${type} ${e.name}`));
  }
  const b = await new Response('body', { headers: { 'content-type': 'a/b' } }).blob();
  print(`${b.size} ${b.type} ${await b.text()}`);
  print(new Response(new Blob(['x'], { type: 'c/d' })).headers.get('content-type'));
}
main().then(() => print('done'), (e) => print(e.stack));
