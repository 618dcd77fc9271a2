// querystring, path, string_decoder: more of them.
var q = require('querystring'), p = require('path'), { StringDecoder } = require('string_decoder');
for (const s of ['a=b&c=d', 'a=1&a=2&a=3', 'a', '=b', 'a=', '&', '', 'a=b&&c', 'a%20b=c+d', 'a=%zz', 'a=%E4', '__proto__=1', 'a=b=c', 'a;b', 'x=%u2603', 'hasOwnProperty=x', '%F0%9F%98%80=1', '+a=b+']) show(() => q.parse(s));
show(() => [q.parse('a:1;b:2', ';', ':'), q.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), q.parse('a=1', '&', '=', { decodeURIComponent: (x) => x.toUpperCase() }), q.parse('a=>1, b=>2', ', ', '=>'), q.parse(5), q.parse()]);
for (const o of [{ a: 1, b: [2, 3], c: '' }, { a: null, b: undefined, c: NaN, d: true, e: {}, f: Infinity }, { 'a b': 'ü&=' }, { a: 10n }, [1, 2], 'x', null, {}]) show(() => q.stringify(o));
show(() => [q.stringify({ a: [1, 2] }, ';', ':'), q.stringify({ a: ' ' }, null, null, { encodeURIComponent: (x) => `<${x}>` }), q.escape("a b~!*()'ü"), q.unescape('a%20b%zz+'), q.unescapeBuffer('a%62c').toString(), q.encode === q.stringify, q.decode === q.parse]);
show(() => q.stringify({ a: '\ud800' })); show(() => q.escape('\ud800')); show(() => q.escape({ toString: () => 'o' }));
for (const a of [['a', '..', 'b'], ['/a', '/b'], ['', ''], ['a/', '/b/'], ['..', 'x'], ['/..', 'x'], ['a', '', 'b'], ['./a', './b']]) show(() => [p.join(...a), p.resolve('/base', ...a)]);
for (const s of ['/a/b.c.d', 'a', '.x', 'x.', '/', '', '..', '/a/', 'a//b', '/a/b/../c/.', '../../x', 'file', '.tar.gz', 'a.b/c', '//a']) show(() => [p.parse(s), p.dirname(s), p.basename(s), p.extname(s), p.normalize(s), p.isAbsolute(s)]);
for (const [a, b] of [['/a/b', '/a/c'], ['/a', '/a/b/c'], ['/a/b/c', '/a'], ['/', '/a'], ['/a', '/'], ['/foo', '/foobar'], ['/a', '/a']]) show(() => p.relative(a, b));
show(() => [p.basename('a.html', '.html'), p.basename('.html', '.html'), p.basename('a/b.html/', '.html'), p.basename('aaa', 'a'), p.basename('x', 'x')]); show(() => p.join(1)); show(() => p.basename(null)); show(() => p.relative('a')); show(() => p.format(5));
for (const o of [{ dir: '/d', base: 'b' }, { root: '/', base: 'b' }, { root: '/', name: 'n', ext: '.e' }, { dir: '/', root: '/', name: 'n' }, { name: 'n', ext: 'e' }, {}]) show(() => p.format(o));
var d = (enc, ...chunks) => show(() => { const x = new StringDecoder(enc); return [...chunks.map((c) => x.write(Buffer.from(c, 'hex'))), x.end()]; });
d('utf8', 'e2', '82', 'ac'); d('utf8', 'e282', '41'); d('utf8', 'f09f', '9880'); d('utf8', 'ff', 'c3'); d('utf8', 'c3a9c3'); d('utf16le', '61', '006200'); d('utf16le', '3dd8', '00de'); d('utf16le', '3d'); d('base64', '61', '6263', '64'); d('base64url', 'fb', 'ff'); d('hex', '61', '62'); d('latin1', 'e9'); d('ascii', 'e9'); d(undefined, 'c3', 'a9');
show(() => new StringDecoder('nope')); show(() => new StringDecoder().write(5)); show(() => [new StringDecoder('UTF-8').encoding, new StringDecoder('ucs2').encoding, new StringDecoder('binary').encoding, new StringDecoder('utf8').write('str')]);
show(() => { const x = new StringDecoder(); x.write(Buffer.from('e2', 'hex')); return [x.lastNeed, x.lastTotal, x.end(Buffer.from('82ac', 'hex'))]; });
