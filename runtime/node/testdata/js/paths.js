// path, querystring, string_decoder. Not here: eda0 and 80 apart, where Node's decoder
// waits for the last byte before it replaces all three.
const path = require('path');
const p = (name, ...args) => show(() => `${name} ${JSON.stringify(args)} ${JSON.stringify(path[name](...args))}`);
for (const x of ['', '.', '/', 'a', 'a/', '/a', '/a/b', 'a/b.c', 'a/.b', 'a/b.', 'a/b.c.d', './a', '../a', 'a//b///c', '/a/../../b', 'a/./b/../c', '..', 'a/../..', '//a//b', 'C:\\a\\b', 'a/b.c/', '.a.b', '\u00e9/\u20ac.x', '...']) {
  for (const name of ['basename', 'dirname', 'extname', 'normalize', 'isAbsolute', 'parse', 'toNamespacedPath']) p(name, x);
  show(() => path.format(path.parse(x)));
}
for (const args of [['a', 'b'], ['/a', '../b'], ['', ''], [], ['a', '', 'b'], ['/', 'a'], ['a/', '/b'], ['..', 'a'], ['a', '../../..']]) p('join', ...args);
for (const args of [['/a', 'b'], ['/a', '/b', 'c'], ['/a', '../b'], ['/']]) p('resolve', ...args);
for (const args of [['/a/b/c', '/a/d'], ['/a', '/a'], ['/a', '/a/b'], ['/a/b', '/'], ['/abc', '/abd/e'], ['/', '/x']]) p('relative', ...args);
for (const args of [['a/b.html', '.html'], ['b.html', 'html'], ['b', 'b'], ['a/b/', 'b'], ['abc', 'c']]) p('basename', ...args);
show(() => path.format({ dir: '/a', base: 'b' }) + path.format({ root: '/', name: 'n', ext: '.e' }) + path.format({ name: 'n', ext: 'e' }));
show(() => path.join('a', 5));
show(() => path.basename(null));
show(() => path.resolve({}));
show(() => path.format(null));
show(() => path.basename('a', 5));
show(() => [path.sep, path.delimiter, path.posix === path, path.posix.join('a', 'b'), typeof path.win32]);

const qs = require('querystring');
for (const text of ['', 'a=b', 'a=b&a=c&d', 'a=b%20c+d', '%C3%A9=%E2%82%AC', 'a=%zz', '=x', '&&a', 'a=b=c', 'a', 'a[]=1&a[]=2', '__proto__=1', 'a=%F0%9F%98%80', 'a=%ff', 'hasOwnProperty=1', 'a=&b=']) {
  show(() => `${text} ${JSON.stringify(Object.entries(qs.parse(text)))}`);
}
show(() => JSON.stringify(qs.parse('a:1;b:2', ';', ':')) + JSON.stringify(qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 })) + Object.keys(qs.parse(Array(1500).fill('k=1').map((x, i) => i + x).join('&'))).length);
show(() => JSON.stringify(qs.parse('a=%41', '&', '=', { decodeURIComponent: (s) => `<${s}>` })));
show(() => Object.getPrototypeOf(qs.parse('a')) === null);
for (const value of [{}, { a: 1, b: [1, 'x', true, null, undefined], c: { d: 1 }, e: NaN, f: 5n, g: Infinity, h: '' }, { 'a b': '\u00e9&=\u20ac', "!'()*~-_.": "!'()*~-_." }, null, 'x', [1, 2], { a: [] }, { a: '\ud83d\ude00' }]) {
  show(() => qs.stringify(value));
}
show(() => qs.stringify({ a: '\ud800' }));
show(() => qs.stringify({ a: 1, b: [2, 3] }, ';', ':') + qs.stringify({ a: 'x y' }, null, null, { encodeURIComponent: (s) => `<${s}>` }));
show(() => qs.escape('a b&\u00e9') + qs.unescape('a%20b%zz%41') + qs.escape(5) + qs.escape({}) + [qs.encode === qs.stringify, qs.decode === qs.parse]);
show(() => qs.unescapeBuffer('a%41%zz').toString());

const { StringDecoder } = require('string_decoder');
for (const [encoding, ...chunks] of [
  ['utf8', 'e2', '82', 'ac'], ['utf8', 'f09f', '9880'], ['utf8', 'c3'], ['utf8', 'e282', '61'], ['utf8', 'f09f98', ''], ['utf8', 'ff', '61c3', 'a9'], ['utf8', 'eda080'], ['utf8', 'f0', '9f', '98', '80e2'],
  ['utf16le', '61', '00ac20'], ['utf16le', '3dd8', '00de'], ['utf16le', '3dd8'], ['utf16le', '6100', '62'], ['base64', '61', '6263', '64'], ['base64url', 'ff', 'fe'], ['hex', '61', '62'], ['latin1', 'e9', 'ff'], ['ascii', 'e161'], ['UCS-2', '6100'], ['binary', 'ff'],
]) {
  show(() => {
    const d = new StringDecoder(encoding);
    return `${encoding} ${chunks} ${JSON.stringify([d.encoding, ...chunks.map((c) => d.write(Buffer.from(c, 'hex'))), d.end()])}`;
  });
}
show(() => new StringDecoder('nope'));
show(() => new StringDecoder().encoding + new StringDecoder().end(Buffer.from('61c3', 'hex')));
show(() => { const d = new StringDecoder(); d.write(Buffer.from([0xe2])); return JSON.stringify([d.end(), d.write(Buffer.from('a'))]); });
show(() => new StringDecoder().write('string') + new StringDecoder().write(new Uint8Array([97])));
show(() => new StringDecoder().write(5));
