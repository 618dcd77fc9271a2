async function main() {
  await tell('get', () => fetch(`${BASE}/echo?a=b|c#h`));
  await tell('URL', () => fetch(new URL(`${BASE}/echo`)));
  await tell('post string', () => fetch(`${BASE}/echo`, { method: 'post', body: 'text ü' }));
  await tell('post params', () => fetch(`${BASE}/echo`, { method: 'POST', body: new URLSearchParams({ a: '1 2', b: '&' }) }));
  await tell('post json', () => fetch(`${BASE}/echo`, { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'Content-Type': 'application/json', Authorization: 'Bearer x' } }));
  await tell('post bytes', () => fetch(`${BASE}/echo`, { method: 'POST', body: new Uint8Array([104, 105]) }));
  await tell('post buffer', () => fetch(`${BASE}/echo`, { method: 'PUT', body: Buffer.from('hi') }));
  await tell('post none', () => fetch(`${BASE}/echo`, { method: 'POST' }));
  await tell('patch', () => fetch(`${BASE}/echo`, { method: 'PATCH', body: 'x' }));
  await tell('delete', () => fetch(`${BASE}/echo`, { method: 'DELETE' }));
  await tell('head', () => fetch(`${BASE}/echo`, { method: 'HEAD' }));
  await tell('headers', () => fetch(`${BASE}/echo`, { headers: new Headers([['X-A', '1'], ['x-a', '2'], ['User-Agent', 'me']]) }));
  await tell('request', () => fetch(new Request(`${BASE}/echo`, { method: 'POST', body: 'r', headers: { a: 'b' } })));
  await tell('request init', () => fetch(new Request(`${BASE}/echo`, { method: 'POST', body: 'r' }), { method: 'PUT', body: 's' }));
  await tell('404', () => fetch(`${BASE}/status/404`));
  await tell('204', () => fetch(`${BASE}/status/204`));
  await tell('json', async () => (await fetch(`${BASE}/json`)).json());
  await tell('bad json', async () => { try { await (await fetch(`${BASE}/latin`)).json(); } catch (e) { return e.name; } });
  await tell('arrayBuffer', async () => [...new Uint8Array(await (await fetch(`${BASE}/json`)).arrayBuffer())].length);
  await tell('twice', async () => { const r = await fetch(`${BASE}/json`); await r.text(); await r.text(); });
  await tell('clone', async () => { const r = await fetch(`${BASE}/json`); const c = r.clone(); return (await r.text()) + (await c.text()); });
  await tell('cookies', async () => { const r = await fetch(`${BASE}/cookies`); return JSON.stringify([r.headers.getSetCookie(), r.headers.get('x-twice'), r.headers.get('nope')]); });
}
finish(main);
