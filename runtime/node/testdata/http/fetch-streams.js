const stream = (...chunks) => new ReadableStream({ start(c) { for (const x of chunks) c.enqueue(Buffer.from(x)); c.close(); } });
async function main() {
  await tell('stream body', () => fetch(`${BASE}/echo`, { method: 'POST', body: stream('one ', 'two'), duplex: 'half' }));
  await tell('no duplex', () => fetch(`${BASE}/echo`, { method: 'POST', body: stream('x') }));
  await tell('iterable body', () => fetch(`${BASE}/echo`, { method: 'PUT', duplex: 'half', body: { [Symbol.asyncIterator]: () => { const parts = ['it', 'er']; return { next: async () => (parts.length ? { value: Buffer.from(parts.shift()), done: false } : { done: true }) }; } } }));
  await tell('broken body', () => fetch(`${BASE}/slow`, { method: 'POST', duplex: 'half', body: new ReadableStream({ pull(c) { c.error(new Error('mine')); } }) }).catch((e) => `${e.name} ${e.message} ${e.cause && e.cause.message}`));
  await tell('blob', () => fetch(`${BASE}/echo`, { method: 'POST', body: new Blob(['blob ', 'body'], { type: 'text/x' }) }));
  await tell('request stream', () => fetch(new Request(`${BASE}/echo`, { method: 'POST', body: stream('in a request'), duplex: 'half' })));
  await tell('response stream', async () => {
    const r = await fetch(`${BASE}/chunks`);
    const seen = [r.bodyUsed, String(r.body), r.body === r.body];
    const reader = r.body.getReader();
    let text = '';
    for (let s = await reader.read(); !s.done; s = await reader.read()) { text += Buffer.from(s.value); if (!(s.value instanceof Uint8Array)) seen.push('no bytes'); }
    return JSON.stringify([...seen, text, r.bodyUsed]);
  });
  await tell('body after text', async () => { const r = await fetch(`${BASE}/json`); await r.text(); return String(r.bodyUsed) + String(r.body.locked); });
  await tell('text after reader', async () => { const r = await fetch(`${BASE}/json`); r.body.getReader(); await r.text(); });
  await tell('large stream', async () => { const r = await fetch(`${BASE}/large`); let n = 0; const reader = r.body.getReader(); for (let s = await reader.read(); !s.done; s = await reader.read()) n += s.value.length; return n; });
  await tell('cancel', async () => { const r = await fetch(`${BASE}/stall`); const reader = r.body.getReader(); const first = await reader.read(); await reader.cancel(); return Buffer.from(first.value).toString(); });
  await tell('clone', async () => { const r = await fetch(`${BASE}/large`); const c = r.clone(); const [a, b] = await Promise.all([r.text(), c.text()]); return String(a.length === b.length && a === b); });
  await tell('blob()', async () => { const b = await (await fetch(`${BASE}/json`)).blob(); return `${b.size} ${b.type} ${await b.text()}`; });
  await tell('formData()', async () => JSON.stringify([...await (await fetch(`${BASE}/form`)).formData()]));
  await tell('pipe', async () => { let text = ''; await (await fetch(`${BASE}/chunks`)).body.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write(c) { text += c; } })); return text; });
  for (const coding of ['gzip', 'deflate', 'raw', 'br', 'unknown', 'gzip, br']) {
    await tell(coding, async () => { const r = await fetch(`${BASE}/coded/${coding.replace(', ', '-')}`); return `${r.headers.get('content-encoding')} ${r.headers.get('content-length')} ${coding === 'unknown' ? (await r.text()).length : await r.text()}`; });
  }
  await tell('coded badly', async () => { const r = await fetch(`${BASE}/coded/broken`); await r.text(); });
  await tell('coded stream', async () => { const r = await fetch(`${BASE}/coded/gzip`); let text = ''; const reader = r.body.getReader(); for (let s = await reader.read(); !s.done; s = await reader.read()) text += Buffer.from(s.value); return text; });
  await tell('coded head', async () => { const r = await fetch(`${BASE}/coded/gzip`, { method: 'HEAD' }); return JSON.stringify(await r.text()); });
  for (const url of ['data:,plain%20text', 'data:text/html,<b>', 'data:;base64,YWJj', 'data:text/plain;charset=utf-8;base64,YW Jj', 'data:image/png;base64,%59%51%3D%3D', 'data:nonsense', 'data:a,x#hash']) {
    await tell(url, () => fetch(url));
  }
  await tell('data bad base64', () => fetch('data:;base64,a').catch((e) => `${e.name} ${e.message}`));
  const url = URL.createObjectURL(new Blob(['blob url'], { type: 'text/plain' }));
  await tell('blob url', async () => { const r = await fetch(url); return `${r.status} ${r.headers.get('content-type')} ${r.headers.get('content-length')} ${await r.text()}`; });
  await tell('blob url gone', () => fetch('blob:nodedata:nope').catch((e) => `${e.name} ${e.message}`));
  await tell('redirect with a stream', () => fetch(`${BASE}/redirect/307`, { method: 'POST', body: stream('x'), duplex: 'half' }).catch((e) => `${e.name} ${e.message}`));
  await tell('303 with a stream', () => fetch(`${BASE}/redirect/303`, { method: 'POST', body: stream('x'), duplex: 'half' }));
  await tell('abort in the body', async () => { const c = new AbortController(); const r = await fetch(`${BASE}/stall`, { signal: c.signal }); setTimeout(() => c.abort(), 20); await r.text(); });
  await tell('abort a stream', async () => { const c = new AbortController(); const r = await fetch(`${BASE}/stall`, { signal: c.signal }); const reader = r.body.getReader(); await reader.read(); setTimeout(() => c.abort(), 20); await reader.read(); });
  await tell('timeout', () => fetch(`${BASE}/slow`, { signal: AbortSignal.timeout(20) }));
  await tell('response of a stream', async () => { const r = new Response(stream('a', 'b')); return `${r.headers.get('content-type')} ${await r.text()} ${r.bodyUsed}`; });
  await tell('response of a locked stream', async () => { const s = stream('a'); s.getReader(); new Response(s); });
  await tell('request body', async () => { const r = new Request(BASE, { method: 'POST', body: 'text' }); return `${r.body} ${r.duplex} ${await r.text()}`; });
}
finish(main);
