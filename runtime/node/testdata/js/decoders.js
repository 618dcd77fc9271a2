// string_decoder and the web's text codecs.
// https://nodejs.org/docs/latest-v20.x/api/string_decoder.html, https://encoding.spec.whatwg.org
const { StringDecoder } = require('string_decoder');
const split = (encoding, ...parts) => show(() => { const d = new StringDecoder(encoding); return [...parts.map((p) => d.write(Buffer.from(p, 'hex'))), d.end(), d.encoding]; });
split('utf8', 'e2', '82', 'ac'); split('utf8', 'e282', 'ac61'); split('utf8', 'f09f', '9880'); split('utf8', 'e2', '61'); split('utf8', 'e282'); split('utf8', 'ff', '80'); split('utf8', 'c3', 'a9c3', 'a9'); split('utf8', '', '61'); split('utf8', 'f0', '9f', '98'); split('utf8', 'eda080'); split(undefined, 'c3', 'a9');
split('base64', '61', '6263', '64'); split('base64', '6162'); split('base64url', 'fb', 'ff'); split('hex', 'ab', 'cd'); split('latin1', 'e9'); split('ascii', 'e9'); split('utf16le', '61', '00', '3dd8', '00de'); split('utf16le', '3dd8'); split('ucs2', '6100', '62');
show(() => { const d = new StringDecoder('utf8'); return [d.write(Buffer.from('e2', 'hex')), d.end(Buffer.from('82ac', 'hex')), d.write(Buffer.from('61', 'hex'))]; });
show(() => new StringDecoder('nonsense'));
show(() => [new StringDecoder().write('text'), new StringDecoder().end()]);
show(() => new StringDecoder().write(5));
const bytes = (h) => Uint8Array.from(h.match(/../g) || [], (x) => parseInt(x, 16));
const decode = (h, label, options) => show(() => [new TextDecoder(label, options).decode(bytes(h))]);
for (const h of ['', '61', 'c3a9', 'efbbbf61', 'ff', '61ff62', 'e282', 'eda080', 'c080', 'f09f9880', 'f0908c', 'f8888080', 'fffe6100']) { decode(h); decode(h, 'utf-8', { fatal: true }); decode(h, 'utf8', { ignoreBOM: true }); }
decode('61003dd800de', 'utf-16le'); decode('fffe6100', 'utf-16le'); decode('3dd8', 'utf-16le'); decode('00', 'utf-16le'); decode('80e99f', 'latin1'); decode('80e9', 'windows-1252'); decode('61', 'nonsense');
show(() => ['utf8', 'UTF-8', ' unicode-1-1-utf-8 ', 'utf-16', 'ascii', 'iso-8859-1'].map((l) => new TextDecoder(l).encoding));
show(() => { const d = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); return [d.encoding, d.fatal, d.ignoreBOM, Object.prototype.toString.call(d)]; });
show(() => { const d = new TextDecoder(); return [d.decode(bytes('e2'), { stream: true }), d.decode(bytes('82'), { stream: true }), d.decode(bytes('ac'), { stream: true }), d.decode(bytes('e2'), { stream: true }), d.decode(), d.decode(bytes('efbbbf61'))]; });
show(() => new TextDecoder().decode(bytes('616263').buffer));
show(() => new TextDecoder().decode(new DataView(bytes('616263').buffer, 1)));
show(() => new TextDecoder().decode(Buffer.from('é')));
show(() => new TextDecoder().decode());
show(() => { try { new TextDecoder().decode('text'); } catch (e) { return [e.name, e.code]; } });
show(() => [...new TextEncoder().encode('a€😀\ud800')]);
show(() => [new TextEncoder().encoding, new TextEncoder().encode().length, new TextEncoder().encode(5).length, new TextEncoder().encode(undefined).length, new TextEncoder().encode('a').constructor.name]);
show(() => { const u = new Uint8Array(4); return [new TextEncoder().encodeInto('a€é', u), [...u]]; });
show(() => new TextEncoder().encodeInto('a', []));
show(() => { try { TextEncoder(); } catch (e) { return e.name; } });
