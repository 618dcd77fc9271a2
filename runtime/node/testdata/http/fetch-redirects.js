async function main() {
  await tell('redirect', () => fetch(`${BASE}/redirect`));
  for (const status of [301, 302, 303, 307, 308]) {
    await tell(`redirect ${status}`, () => fetch(`${BASE}/redirect/${status}`, { method: 'POST', body: 'again', headers: { authorization: 'Bearer x', 'content-type': 'text/plain' } }));
  }
  await tell('redirect manual', () => fetch(`${BASE}/redirect`, { redirect: 'manual' }));
  await tell('redirect error', () => fetch(`${BASE}/redirect`, { redirect: 'error' }));
  await tell('redirect loop', () => fetch(`${BASE}/loop`));
  await tell('redirect away', () => fetch(`${BASE}/away`, { headers: { authorization: 'Bearer x', cookie: 'a=b' } }));
  await tell('redirect bad', () => fetch(`${BASE}/redirect-to?u=${encodeURIComponent('http://[')}`));
  await tell('redirect scheme', () => fetch(`${BASE}/redirect-to?u=${encodeURIComponent('ftp://x/')}`));
  await tell('tls', () => fetch(`${TLS}/echo`));

  await tell('refused', () => fetch(`http://127.0.0.1:${CLOSED}/`));
  await tell('hang up', async () => { try { await fetch(`${BASE}/hangup`); } catch (e) { return [e.name, e.message]; } });
  await tell('short', async () => { const r = await fetch(`${BASE}/short`); try { await r.text(); } catch (e) { return [e.name, e.message]; } });
  await tell('abort before', () => fetch(`${BASE}/slow`, { signal: AbortSignal.abort() }));
  await tell('abort', () => { const c = new AbortController(); setTimeout(() => c.abort(), 20); return fetch(`${BASE}/slow`, { signal: c.signal }); });
  await tell('abort reason', () => { const c = new AbortController(); setTimeout(() => c.abort(new Error('mine')), 20); return fetch(`${BASE}/slow`, { signal: c.signal }); });
  await tell('timeout', () => fetch(`${BASE}/slow`, { signal: AbortSignal.timeout(20) }));
  await tell('abort body', async () => { const c = new AbortController(); const r = await fetch(`${BASE}/stall`, { signal: c.signal }); setTimeout(() => c.abort(), 20); return r.text(); });

  await tell('bad url', () => fetch('nope'));
  await tell('bad scheme', () => fetch('ftp://a/'));
  await tell('get body', () => fetch(BASE, { body: 'x' }));
  await tell('credentials', async () => { try { await fetch('http://u:p@a/'); } catch (e) { return e.name; } });
  await tell('method', () => fetch(BASE, { method: 'a b' }));
  await tell('trace', () => fetch(BASE, { method: 'trace' }));

  show(() => [...new Headers({ B: '1', a: ' 2 ', 'x-c': 3 })]);
  show(() => new Headers({ 'a b': '1' }).get('x'));
  show(() => { const h = new Headers(); h.append('a', '1'); h.append('A', '2'); h.set('b', 'x'); h.delete('B'); return [h.get('a'), h.has('b'), [...h.keys()]]; });
  show(() => { const seen = []; new Headers({ a: '1', b: '2' }).forEach((v, k) => seen.push(k + v)); return seen; });
  show(() => { const r = new Response('x', { status: 201, headers: { a: 'b' } }); return [r.status, r.ok, r.headers.get('a'), r.headers.get('content-type'), r.type, r.url]; });
  show(() => { const r = Response.json({ a: 1 }); return [r.status, r.headers.get('content-type')]; });
  show(() => Response.redirect('http://a/b', 301).headers.get('location'));
  show(() => Response.error().type);
  show(() => { try { new Response('x', { status: 99 }); } catch (e) { return e.name; } });
  show(() => { const r = new Request('http://a/b', { method: 'delete' }); return [r.method, r.url, r.redirect, r.mode, r.credentials, r.cache, r.bodyUsed]; });
  show(() => [String(new Request('http://a')), String(new Response()), String(new Headers())]);
}
finish(main);
