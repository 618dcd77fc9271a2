// TextEncoder, TextDecoder, atob, btoa.
const bytes = (...list) => new Uint8Array(list);
for (const [label, options, ...chunks] of [
  ['utf-8', {}, [0x68, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]], ['utf8', {}, [0xff, 0x61]], ['utf8', {}, [0xc3]], ['utf8', {}, [0xf0, 0x9f, 0x98, 0x61]],
  ['utf8', {}, [0xed, 0xa0, 0x80]], ['utf8', {}, [0xe2], [0x82], [0xac]], ['utf8', {}, [0xe2], [0x61]], ['utf8', {}, [0xf0, 0x9f], [0x98]], ['utf8', {}, [0xef, 0xbb, 0xbf, 0x61]],
  ['utf8', { ignoreBOM: true }, [0xef, 0xbb, 0xbf, 0x61]], ['utf8', {}, [0xef], [0xbb], [0xbf, 0x61], [0xef, 0xbb, 0xbf]], ['utf8', { fatal: true }, [0xff]], ['utf8', { fatal: true }, [0xc3], [0xa9]],
  ['utf8', { fatal: true }, [0xc3]], ['utf-16le', {}, [0x61, 0, 0xac, 0x20]], ['utf-16le', {}, [0x3d, 0xd8, 0, 0xde]], ['utf-16le', {}, [0x3d, 0xd8], [0, 0xde]], ['utf-16le', {}, [0x61], [0, 0x62], [0]],
  ['utf-16le', {}, [0x3d, 0xd8]], ['utf-16le', {}, [0, 0xde, 0x61, 0]], ['utf-16le', {}, [0x61]], ['utf-16le', { fatal: true }, [0, 0xde]], ['utf-16le', {}, [0xff, 0xfe, 0x61, 0]],
  ['latin1', {}, [0x61, 0xe9, 0xff]], ['ascii', {}, [0x61]], [' UTF-8 ', {}, [0x61]], ['utf8', {}, []], ['klingon', {}, []],
]) {
  show(() => {
    const decoder = new TextDecoder(label, options);
    const parts = chunks.map((chunk, i) => decoder.decode(bytes(...chunk), { stream: i < chunks.length - 1 }));
    return JSON.stringify([label, decoder.encoding, decoder.fatal, decoder.ignoreBOM, parts]);
  });
}
show(() => { const d = new TextDecoder(); return JSON.stringify([d.decode(bytes(0xe2), { stream: true }), d.decode(), d.decode(bytes(0x61))]); });
show(() => { const d = new TextDecoder('utf8', { fatal: true }); try { d.decode(bytes(0xff)); } catch { /* next */ } return d.decode(bytes(0x61)); });
show(() => new TextDecoder().decode(bytes(0x61, 0x62).buffer) + new TextDecoder().decode(new DataView(bytes(0x61, 0x62).buffer, 1)) + new TextDecoder().decode(new Uint16Array([0x6162])));
show(() => new TextDecoder().decode() + Object.prototype.toString.call(new TextDecoder()) + Object.prototype.toString.call(new TextEncoder()));
show(() => new TextDecoder('latin1').encoding + new TextEncoder().encoding);
show(() => Array.from(new TextEncoder().encode('h\u00e9\u20ac\ud83d\ude00\ud800')).join());
show(() => new TextEncoder().encode().length + new TextEncoder().encode(undefined).length + new TextEncoder().encode(12).length);
show(() => new TextEncoder().encode('a').constructor.name);
show(() => { const b = new Uint8Array(5); return JSON.stringify([new TextEncoder().encodeInto('a\u20ac\u20ac', b), Array.from(b)]); });
show(() => { const b = new Uint8Array(3); return JSON.stringify([new TextEncoder().encodeInto('\ud83d\ude00a', b), Array.from(b)]); });
show(() => new TextEncoder().encodeInto(5, bytes(0)));

for (const text of ['', 'a', 'ab', 'abc', '\u00ff', 'h\u00e9', '\u20ac', 5, null, undefined]) show(() => btoa(text));
show(() => btoa());
for (const text of ['', 'YQ==', 'YQ', 'YWI=', 'YWJj', ' Y W J j\n', '/+8=', 'Y', 'YQ=', 'YQ===', '=', 'Y=Q=', 'YW_-', 'YQ==YQ==', null, 'abcde', '____', 'YR==', 'A==', 'A===', 'YWJj=', 'ab=', '==']) show(() => JSON.stringify([text, atob(text)]));
show(() => atob());
show(() => { try { btoa('\u20ac'); } catch (e) { return [e instanceof DOMException, e.constructor.name, e.code]; } });
show(() => require('buffer').isUtf8(bytes(0xff)) + ' ' + require('buffer').isUtf8(bytes(0xc3, 0xa9)) + ' ' + require('buffer').isAscii(bytes(0x61)) + ' ' + require('buffer').isAscii(bytes(0xe9)));
show(() => require('buffer').atob('YQ==') + require('buffer').btoa('a') + require('buffer').transcode(Buffer.from('\u00e9'), 'utf8', 'latin1').toString('hex'));
