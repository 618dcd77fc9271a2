// Text to bytes and back. https://nodejs.org/docs/latest-v20.x/api/buffer.html
const texts = ['', 'a', 'héllo', '€uro', '😀 x', 'a\u0000b', '\ud800', 'x\udc00y', '\uffff', 'Zm9v', '68656c6c6f', '0g12', 'abc', 'a b\nc=', '_-+/', '=', 'YQ==YQ==', ' Y Q = = '];
for (const encoding of ['utf8', 'utf-8', 'UTF8', 'hex', 'base64', 'base64url', 'latin1', 'binary', 'ascii', 'utf16le', 'ucs2', 'UCS-2'])
  show(() => texts.map((t) => Buffer.from(t, encoding).toString('hex')));
const bytes = ['', '00', 'ff', '80', 'c3', 'c3a9', 'e282ac', 'e282', 'f09f9880', 'f09f98', 'eda080', 'c080', '61ff62', 'efbbbf61', '3d3d', 'fbff', '610062', '00d8', '00dc00d8', 'f8888080', 'e2e282ac', 'f4908080'];
for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le'])
  show(() => bytes.map((h) => Buffer.from(h, 'hex').toString(encoding)));
show(() => texts.map((t) => Buffer.byteLength(t)));
for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'utf16le', 'nonsense'])
  show(() => texts.map((t) => Buffer.byteLength(t, encoding)));
show(() => Buffer.byteLength(Buffer.from('abc')));
show(() => Buffer.byteLength(new ArrayBuffer(5)));
show(() => Buffer.byteLength(new DataView(new ArrayBuffer(9), 2, 3)));
show(() => Buffer.byteLength(7));
show(() => Buffer.from('a', 'nonsense'));
show(() => Buffer.from('a').toString('nonsense'));
show(() => ['utf8', 'UTF-8', 'hex', 'Base64', 'base64url', 'binary', 'ucs2', 'utf-16le', 'x', '', undefined, 5].map((e) => Buffer.isEncoding(e)));
show(() => Buffer.from('héllo wörld').toString('utf8', 1, 5));
show(() => Buffer.from('hello').toString('latin1', 3));
show(() => Buffer.from('hello').toString(undefined, -3, 99));
show(() => Buffer.from('hello').toString('utf8', 4, 2));
show(() => Buffer.from('hello').utf8Slice(1, 3));
show(() => { const b = Buffer.alloc(6); return [b.write('héllo'), b.toString('hex')]; });
show(() => { const b = Buffer.alloc(2); return [b.write('a€'), b.toString('hex')]; });
show(() => { const b = Buffer.alloc(6); return [b.write('abcdef', 2), b.toString('hex')]; });
show(() => { const b = Buffer.alloc(6); return [b.write('abcdef', 1, 2), b.toString('hex')]; });
show(() => { const b = Buffer.alloc(6); return [b.write('61626', 1, 'hex'), b.toString('hex')]; });
show(() => { const b = Buffer.alloc(5); return [b.write('abc', 0, 'utf16le'), b.toString('hex')]; });
show(() => Buffer.alloc(2).write('x', 3));
show(() => Buffer.alloc(2).write(5));
show(() => [btoa('hello'), btoa(''), btoa('ÿ'), btoa(null), atob('aGVsbG8='), atob('aGVsbG8'), atob(' aGVs bG8= ')]);
show(() => { try { btoa('€'); } catch (e) { return [e.name, e.code]; } });
show(() => { try { atob('a'); } catch (e) { return [e.name, e.code]; } });
show(() => { try { atob('*'); } catch (e) { return [e.name, e.code]; } });
show(() => JSON.stringify(Buffer.from('hi')));
show(() => Buffer.from(JSON.parse(JSON.stringify(Buffer.from('hi')))).toString());
show(() => Buffer.from('user:pässword').toString('base64'));
show(() => Buffer.from('eyJhbGciOiJIUzI1NiJ9', 'base64').toString());
show(() => Buffer.from('x'.repeat(100000)).toString('base64').length);
show(() => Buffer.transcode === undefined);
show(() => require('buffer').transcode(Buffer.from('aé'), 'utf8', 'latin1').toString('hex'));
