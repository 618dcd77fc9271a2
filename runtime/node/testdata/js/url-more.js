// url and URL: more of them.
var url = require('url');
for (const u of ['http://user:pass@sub.host.com:8080/p/a/t/h?query=string#hash', 'https://example.com', 'HTTP://EXAMPLE.com/%7Efoo/../a?b=c d', 'mailto:a@b.c', 'file:///tmp/x%20y', 'data:text/plain,hello', 'http://[::1]:80/', 'http://0x7f.1/', 'http://1.2.3/', 'http://a b/', 'http://ex%41mple.com/', 'http://münchen.de/ä?ö#ü', 'http://host:65536/', 'http://host:0/', '//x', 'foo', 'javascript:alert(1)', 'http://a@b@c/', 'http://a:b:c@d/', 'ws://x:80/', 'wss://x:443/', 'ftp://x:21/', 'http://x/a\tb\nc', 'http://x/\\a\\b', 'http:x', 'http:///x', 'blob:https://a.b/c', 'http://x?', 'http://x#', 'http://x/?#', 'http://EXAMPLE.COM./', 'http://a..b/', 'http://xn--mnchen-3ya.de/']) {
  show(() => { const x = new URL(u); return [x.href, x.origin, x.protocol, x.username, x.password, x.host, x.hostname, x.port, x.pathname, x.search, x.hash]; });
  show(() => { const p = url.parse(u); return Object.keys(p).map((k) => p[k]); });
}
for (const [base, rel] of [['http://a/b/c/d;p?q', 'g'], ['http://a/b/c/d;p?q', './g'], ['http://a/b/c/d;p?q', 'g/'], ['http://a/b/c/d;p?q', '/g'], ['http://a/b/c/d;p?q', '//g'], ['http://a/b/c/d;p?q', '?y'], ['http://a/b/c/d;p?q', 'g?y'], ['http://a/b/c/d;p?q', '#s'], ['http://a/b/c/d;p?q', '../..'], ['http://a/b/c/d;p?q', '../../../g'], ['http://a/b/c/d;p?q', ''], ['http://a/b/c/d;p?q', 'http:g'], ['mailto:a@b', 'c'], ['http://a', 'b:c'], ['file:///a/b', '../c']]) {
  show(() => [new URL(rel, base).href, url.resolve(base, rel)]);
}
for (const o of [{ protocol: 'http', host: 'a.com', pathname: 'x', search: 'y' }, { protocol: 'http:', hostname: 'a.com', port: 80, pathname: '/x', query: { a: 1, b: [2, 3] } }, { hostname: '::1', slashes: true }, { pathname: '/a#b?c' }, { auth: 'u:p', host: 'h', protocol: 'https' }, { protocol: 'mailto', auth: 'a', host: 'b' }, { hash: 'h', search: '?s' }, {}]) show(() => url.format(o));
show(() => url.format(new URL('http://u:p@測試.com/x?y#z'), { auth: false, fragment: false, search: false, unicode: true }));
show(() => url.format('http://x y/'));
show(() => url.format(5));
show(() => url.parse(5));
show(() => url.parse('/a?b=c&b=d', true).query);
show(() => url.parse('//host/path', false, true).host);
show(() => [URL.canParse('http://x'), URL.canParse('x'), URL.canParse('x', 'http://y')]);
show(() => { const x = new URL('http://a.com/'); x.protocol = 'https'; x.host = 'b.org:99'; x.pathname = 'é /x'; x.search = 'a=b c'; x.hash = 'h h'; x.username = 'ü'; x.password = 'p:w'; return x.href; });
show(() => { const x = new URL('http://a.com:8080/'); x.port = ''; x.hostname = 'c d'; return x.href; });
show(() => { const x = new URL('http://a.com/'); x.port = '99999'; const b = x.href; x.port = '12ab'; return [b, x.href]; });
show(() => { const x = new URL('http://a.com/'); x.href = 'bad'; });
show(() => { const x = new URL('mailto:x'); x.host = 'y'; x.pathname = 'z'; return x.href; });
show(() => [JSON.stringify(new URL('http://x')), String(new URL('http://x/y')), Object.prototype.toString.call(new URL('http://x'))]);
show(() => { const x = new URL('http://a/?a=1&b=2&a=3'); const p = x.searchParams; p.append('c', 'ü &='); p.delete('b'); p.set('a', '9'); return [x.href, p.toString(), p.size, [...p], p.has('a'), p.has('a', '9'), p.get('zz'), p.getAll('a')]; });
show(() => { const p = new URLSearchParams('?a=b+c&d=%zz&e=%C3%A9&f&=g&h=i=j'); return [[...p.entries()], String(p)]; });
show(() => [String(new URLSearchParams({ a: 1, b: 'x y' })), String(new URLSearchParams([['a', 'b'], ['a', 'c']])), String(new URLSearchParams(new Map([['m', 'n']]))), String(new URLSearchParams(new URLSearchParams('q=1'))), String(new URLSearchParams()), String(new URLSearchParams(undefined)), String(new URLSearchParams('a'))]);
show(() => new URLSearchParams([['a']]));
show(() => new URLSearchParams(5).toString());
show(() => new URLSearchParams(null).toString());
show(() => { const p = new URLSearchParams('c=1&a=2&b=3&a=1'); p.sort(); const seen = []; p.forEach((v, k, o) => seen.push(k + v + (o === p))); return [String(p), seen, [...p.keys()], [...p.values()]]; });
show(() => new URLSearchParams("~!*()'-._ \u00e9\ud800").append);
show(() => String(new URLSearchParams([["~!*()'-._ %", "\u00e9"]])));
show(() => new URLSearchParams().get());
show(() => url.fileURLToPath('file:///a/b%20c')); show(() => url.fileURLToPath('http://x')); show(() => url.fileURLToPath('file://host/x')); show(() => url.fileURLToPath('file:///a%2fb')); show(() => url.fileURLToPath(5));
show(() => url.pathToFileURL('/a b/c#d?e%f').href); show(() => url.pathToFileURL('/x/').href);
show(() => [url.domainToASCII('español.com'), url.domainToASCII('xn--iñvalid.com'), url.domainToUnicode('xn--espaol-zwa.com'), url.domainToASCII('中文.com')]);
show(() => { const o = url.urlToHttpOptions(new URL('https://a:b@測試.com:444/p?q=1#h')); return [o.protocol, o.hostname, o.hash, o.search, o.pathname, o.path, o.href, o.port, o.auth]; });
