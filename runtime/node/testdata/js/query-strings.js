// https://nodejs.org/docs/latest-v20.x/api/querystring.html
const qs = require('querystring');
const texts = ['', 'a=1', 'a=1&b=2', 'a=1&a=2&a=3', 'a', 'a=', '=a', '&', '&&a=1&&', 'a=b=c', 'a+b=c+d', 'a%20b=%C3%A9', 'a=%', 'a=%zz', 'a=%E2%82', 'a=%ff', '__proto__=1', 'hasOwnProperty=x', 'a[]=1&a[]=2', 'é=ü', 'a=1;b=2', '%26=%3D', 'a=+', 'a=%2B'];
for (const t of texts) show(() => [t, qs.parse(t)]);
show(() => Object.getPrototypeOf(qs.parse('a=1')));
show(() => [qs.parse('a:1;b:2', ';', ':'), qs.parse('a==1&&b==2', '&&', '=='), qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), qs.parse('a=1&b=2', null, null, { maxKeys: 0 }), qs.parse('a=%41', null, null, { decodeURIComponent: (s) => '<' + s + '>' })]);
show(() => [qs.parse(), qs.parse(null), qs.parse(5), qs.parse({})]);
const values = [{}, { a: 1 }, { a: 'b c', d: 'é&=+' }, { a: [1, 2, 'x'] }, { a: [] }, { a: null, b: undefined, c: '', d: NaN, e: Infinity, f: true, g: {}, h: () => 1, i: 10n, j: new Date(0) }, { 'a b': 'c' }, { '😀': '😀' }, 'text', null, undefined, 5, [1, 2], { a: "!'()*-._~" }, { a: 1e21, b: -0, c: 1.5 }];
for (const v of values) show(() => qs.stringify(v));
show(() => [qs.stringify({ a: 1, b: 2 }, ';', ':'), qs.stringify({ a: 'x y' }, null, null, { encodeURIComponent: (s) => `[${s}]` })]);
show(() => qs.stringify({ a: '\ud800' }));
show(() => [qs.escape('a b&é'), qs.unescape('a%20b+%zz'), qs.escape(5), qs.escape({}), qs.escape('\u0000\u007f')]);
show(() => [qs.encode === qs.stringify, qs.decode === qs.parse, qs.unescapeBuffer('a%20b').toString()]);
